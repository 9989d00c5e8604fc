import pytest

from ingest.joining.contradictions import contradictions
from ingest.joining.reported_claims import ReportedClaim
from tests.ingest.joining.told import counted, told

POLICE = {"speaker": "e1", "speaker_name": "Belmora Police"}
UNION = {"speaker": "e2", "speaker_name": "Dockers' Union"}


@pytest.mark.parametrize(
    ("one", "other", "basis"),
    [
        (counted("a.1", 40, 40, **POLICE), counted("b.1", 90, None, **UNION), "count"),
        (counted("a.1", 40, None, **POLICE), counted("b.1", 70, 70, **UNION), None),  # at least 40
        (counted("a.1", 40, None, **POLICE), counted("b.1", 90, 90, **UNION), "count"),  # who says so knew of no 90
        (counted("a.1", 40, None, **POLICE), counted("b.1", 90, 90, **POLICE), None),  # and then of more
        (counted("a.1", 40, 40, channel="press reports"), counted("b.1", 90, 90, **UNION), None),  # who passes it on
        (counted("a.1", 0, 0, **POLICE), counted("b.1", 4, 4, **POLICE, stance="denied"), None),
        (counted("a.1", 40, 40, **POLICE), counted("b.1", 44, 44, **POLICE), "count"),  # corrected
        (counted("a.1", None, 15, **POLICE, stance="denied"), counted("b.1", 44, 44, **UNION), "count"),  # no more than
        (counted("a.1", 40, 40, **POLICE), counted("b.1", 40, 40, **UNION, stance="denied"), "count"),
        (counted("a.1", 40, 40, **POLICE), counted("b.1", 90, 90, **UNION, stance="denied"), None),
        (counted("a.1", 40, 40, **UNION), told("b.1", "anyone was held", **POLICE, stance="denied"), "polarity"),
        (counted("a.1", 0, 0, **POLICE), told("b.1", "anyone was held", **UNION, stance="denied"), None),
        (told("a.1", kind="shooting", **UNION), told("b.1", kind="shooting", stance="denied", **POLICE), "polarity"),
        (told("a.1", kind="shooting", **POLICE), told("a.2", kind="shooting", stance="denied", **POLICE), None),
        (told("a.1", kind="shooting", **POLICE), told("b.1", kind="shooting", stance="denied", **POLICE), "polarity"),
        (counted("a.1", 0, 0, **POLICE, stance="denied"), counted("b.1", 4, 4, **POLICE), "polarity"),
        (
            told("a.1", "Shots rang out", kind="shooting"),
            told("b.1", "It rained", kind="shooting", stance="denied", **POLICE),
            None,  # the outlet tells it, and nobody there is denied anything
        ),
        (told("a.1", "Shots", kind="shooting", **UNION), told("b.1", "It rained", kind="denial", **POLICE), None),
        (
            told("a.1", "Shots fell by the gate", kind="shooting", **UNION),
            told("b.1", "No shots fell there", kind="denial", **POLICE),
            "polarity",
        ),
        (
            told("a.1", "Shots fell by the gate", kind="shooting", **UNION),
            told("a.2", "It rained", kind="denial", **POLICE, position=2),
            "polarity",
        ),
        (
            told("a.1", "Wardens emptied the fund", kind="accusation", **UNION),
            told("a.2", "It rained", kind="denial", **POLICE, position=2),
            None,
        ),
        (
            told("a.1", "Wardens emptied the fund", kind="accusation", **UNION),
            told("a.2", "It stands where it stood, said the keeper of the fund", kind="denial", **POLICE, position=2),
            "polarity",
        ),
        (
            told("a.1", "Wardens beat them", kind="force", **UNION),
            told("a.2", "anyone was touched", kind="force", stance="denied", **POLICE, position=2),
            "polarity",
        ),
        (
            told("a.1", "Wardens beat them", kind="force", **UNION),
            told("b.1", "anyone was touched", kind="force", stance="denied", **POLICE),
            None,
        ),
        (
            told("a.1", "Phones went dead at noon", kind="internet_shutdown", **UNION),
            told("b.1", "there is no mobile signal", kind="internet_shutdown", stance="denied", **POLICE),
            None,
        ),
        (told("a.1", kind="strike"), told("b.1", kind="riot"), None),
        (
            told("a.1", "A prayer was said", kind="accusation", **UNION),
            told("b.1", "It rained", kind="accusation", stance="denied", **POLICE),
            None,
        ),
        (
            told("a.1", "Dockers laid down work", kind="strike", first="2023-05-16", last="2023-05-16"),
            told("b.1", "Dockers laid down work", kind="strike", first="2023-05-17", last="2023-05-17"),
            "date",
        ),
        (
            told("a.1", "Dockers laid down work", kind="strike", first="2023-05-16", last="2023-05-17"),
            told("b.1", "Dockers laid down work", kind="strike", first="2023-05-17", last="2023-05-17"),
            None,
        ),
    ],
)  # fmt: skip
def test_what_two_claims_disagree_in(one: ReportedClaim, other: ReportedClaim, basis: str | None):
    found = contradictions([one, other])
    assert [(found.one, found.other, found.basis) for found in found] == ([(one.id, other.id, basis)] if basis else [])
    assert contradictions([other, one]) == found
    assert all(one.why and 0 <= one.score <= 1 for one in found)


def test_two_voices_disagree_once_on_two_figures_and_within_an_article_first():
    claims = [
        counted("a.1", 40, 40, **POLICE), counted("b.1", 40, 40, **POLICE),
        counted("b.2", 90, 90, **UNION), counted("c.1", 95, 95, **UNION),
    ]  # fmt: skip
    found = contradictions(claims)
    assert [(one.one, one.other) for one in found] == [("a.1", "c.1"), ("b.1", "b.2"), ("b.2", "c.1")]
    assert found[1].why == "40 against 90"


def test_who_repeats_a_figure_disagrees_too():
    claims = [counted("a.1", 40, 40, **POLICE), counted("a.2", 90, 90, **UNION), counted("b.1", 40, 40, channel="he")]
    assert [(found.one, found.other) for found in contradictions(claims)] == [("a.1", "a.2"), ("a.2", "b.1")]


def test_one_voice_tells_a_part_of_its_own_figure_in_one_article():
    assert contradictions([counted("a.1", 40, 40, **POLICE), counted("a.2", 14, 14, **POLICE)]) == []
