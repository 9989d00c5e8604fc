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


def test_a_body_that_another_article_names_is_no_channel():
    ministry = Speaker("entity", entity="police", span=Span(13, 19))

    def told(name: str) -> Extraction:
        one = extraction(name, claim(ministry))
        return replace(one, entities=(LocalEntity("police", "organisation", name, ()),))

    here, there = ARTICLE, {**ARTICLE, "id": "a2"}
    found = to_gold_format([here, there], [told("lotva orchestra"), told("Lotva Orchestra")])
    assert [one["speaker"] for one in found["claims"]] == ["a1.police", "a1.police"]


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


def placed(day: str) -> Extraction:
    one = extraction("Police", claim(POLICE))
    town = LocalEntity("lima", "place", "Lima", ())
    when = EventDate(day, day, "day", "then", "stated")
    return replace(one, entities=(*one.entities, town), incidents=(ExtractedIncident("i001", "arrest", "lima", when),))


@pytest.mark.parametrize(("day", "number"), [("2023-05-16", 1), ("2023-06-01", 2)])
def test_claims_of_two_articles_are_about_one_incident_when_it_is_one(day: str, number: int):
    found = to_gold_format([ARTICLE, {**ARTICLE, "id": "a2"}], [placed("2023-05-16"), placed(day)])
    about = [claim["about"][0] for claim in found["claims"]]
    assert sorted({*about}) == sorted(incident["id"] for incident in found["incidents"])
    assert len(found["incidents"]) == number
    assert sorted({article for incident in found["incidents"] for article in incident["articles"]}) == ["a1", "a2"]
