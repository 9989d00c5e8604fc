from ingest.joining.copies import Copy
from ingest.joining.repeats import repeats
from tests.ingest.joining.told import counted, told

LONG = "The drivers parked their lorries across the bridge until the late evening"


def test_a_claim_of_a_copy_repeats_the_likest_of_its_original():
    claims = [
        counted("a.1", 40, 40, "40 people were held near the depot"),
        told("a.2", "the depot burned down"),
        counted("b.1", 42, 42, "42 people were held near the depot"),  # an edited figure
        told("b.2", "our reader saw smoke from afar"),  # what the copy added
        told("b.3", "depot burned", sentence="the depot burned down!"),  # cut otherwise
    ]
    assert repeats(claims, [Copy("a", "b", 0.9)]) == {"b.1": "a.1", "b.3": "a.2"}
    assert repeats(claims, []) == {}


def test_a_passage_taken_over_repeats_the_article_that_came_first():
    claims = [
        told("a.1", "the bridge was closed", sentence=LONG, published="2023-05-17"),
        told("b.1", "the bridge was closed", sentence=LONG.upper(), published="2023-05-16"),
        told("c.1", "the bridge was closed", sentence="The bridge was closed."),  # short sentences meet by chance
        told("d.1", "lorries", sentence=LONG, published="2023-05-18"),
    ]
    assert repeats(claims, []) == {"a.1": "b.1"}


def test_a_copy_of_a_copy_repeats_the_first():
    claims = [told(f"{article}.1", "the depot burned down") for article in "abc"]
    assert repeats(claims, [Copy("b", "c", 0.9), Copy("a", "b", 0.9)]) == {"b.1": "a.1", "c.1": "a.1"}
