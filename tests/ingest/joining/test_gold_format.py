from dataclasses import replace

import pytest

from ingest.extraction import (
    EntityMention,
    EventDate,
    ExtractedClaim,
    ExtractedIncident,
    Extraction,
    LocalEntity,
    Quantity,
    SentenceSpan,
    Span,
    Speaker,
)
from ingest.joining.gold_format import to_gold_format

TEXT = "Police came. Police said 40 men were held."
ARTICLE = {"id": "a1", "paragraphs": [TEXT]}


def claim(speaker: Speaker, count: Quantity | None = None) -> ExtractedClaim:
    start = TEXT.index("40 men")
    return ExtractedClaim(
        sentence=1, content=Span(start, len(TEXT) - 1), speaker=speaker, cue=Span(20, 24), verb="say", via=(),
        quote_type="indirect", stance="asserted", kind="arrest", count=count,
        when=EventDate("2023-05-16", "2023-05-17", "range", "overnight", "publication"), about=("police",),
        setting=None, incident="i001", method="rule",
    )  # fmt: skip


def extraction(name: str, one: ExtractedClaim) -> Extraction:
    return Extraction(
        sentences=(SentenceSpan(0, Span(0, 12)), SentenceSpan(1, Span(13, len(TEXT)))),
        entities=(LocalEntity("police", "group", name, ()),),
        mentions=(EntityMention(Span(13, 19), "police", "group", nominal=False),),
        claims=(one,),
        incidents=(ExtractedIncident("i001", "arrest", None, None),),
    )


POLICE = Speaker("entity", entity="police", span=Span(13, 19))


def test_words_and_their_occurrence():
    found = to_gold_format([ARTICLE], [extraction("Police", claim(POLICE))])
    assert found["mentions"] == [{"article": "a1", "text": "Police", "nth": 2, "entity": "a1.police"}]
    assert found["claims"][0]["content"] == "40 men were held"
    assert found["claims"][0]["about"] == ["a1.police"]  # the format has no incident without a place
    assert found["incidents"] == []
    assert found["claims"][0]["when"]["precision"] == "day"


@pytest.mark.parametrize(
    ("speaker", "name", "expected"),
    [
        (POLICE, "Belmora Police", "a1.police"),
        (POLICE, "police", "channel:Police"),
        (Speaker("outlet"), "police", "outlet"),
        (Speaker("channel", words="Police", span=Span(13, 19)), "police", "channel:Police"),
    ],
)
def test_speaker(speaker: Speaker, name: str, expected: str):
    found = to_gold_format([ARTICLE], [extraction(name, claim(speaker))])
    assert found["claims"][0]["speaker"] == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (Quantity(40, 40, "40", "people", None), {"low": 40, "high": 40, "unit": "people", "words": "40"}),
        (Quantity(None, None, "a crowd", "people", None), None),
        (None, None),
    ],
)
def test_count(count: Quantity | None, expected: object):
    found = to_gold_format([ARTICLE], [extraction("police", claim(POLICE, count))])
    assert found["claims"][0]["count"] == expected


def test_every_article_needs_its_reading():
    with pytest.raises(ValueError, match="shorter"):
        to_gold_format([ARTICLE], [])


def placed(day: str | None, kind: str = "arrest") -> Extraction:
    one = extraction("Police", claim(POLICE))
    town = LocalEntity("lima", "place", "Lima", ())
    when = EventDate(day, day, "day", "then", "stated") if day else None
    return replace(one, entities=(*one.entities, town), incidents=(ExtractedIncident("i001", kind, "lima", when),))


@pytest.mark.parametrize(
    ("second", "number"),
    [
        (placed("2023-05-16"), 1),
        (placed(None), 1),
        (placed("2023-06-01"), 2),
        (placed("2023-05-16", "obstruct"), 1),  # what the police did there is part of it
        (placed("2023-05-16", "vandalize"), 2),
    ],
)
def test_incidents_of_one_type_place_and_day_are_one(second: Extraction, number: int):
    one_or_two([placed("2023-05-16"), second], number)


@pytest.mark.parametrize(
    ("first", "second", "number"),
    [
        (placed("2023-05-16", "clash"), placed("2023-05-16", "shooting"), 1),
        (placed("2023-05-16", "curfew"), placed("2023-05-19", "curfew"), 1),
        (placed("2023-05-16", "demo"), placed("2023-05-16", "crowd-control"), 1),
        (placed("2023-05-16", "arrest"), placed("2023-05-16", "clash"), 1),
        (placed("2023-05-16", "demo"), placed("2023-05-16", "vandalize"), 2),
        (placed("2023-05-16", "demo"), placed("2023-05-19", "arrest"), 2),
    ],
)
def test_incidents_of_one_family_and_the_response_to_a_gathering_are_one(
    first: Extraction, second: Extraction, number: int
):
    one_or_two([first, second], number)


def one_or_two(read: list[Extraction], number: int) -> None:
    """Two articles tell of so many incidents, and their claims of the same one only when it is one."""
    found = to_gold_format([ARTICLE, {**ARTICLE, "id": "a2"}], read)
    assert len(found["incidents"]) == number
    told = {claim["article"]: claim["about"][0] for claim in found["claims"]}
    assert (told["a1"] == told["a2"]) == (number == 1)
