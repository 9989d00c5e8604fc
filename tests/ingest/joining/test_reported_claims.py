from dataclasses import replace

import pytest

from ingest.extraction import (
    EventDate,
    ExtractedClaim,
    ExtractedIncident,
    Extraction,
    LocalEntity,
    PlaceMatch,
    Quantity,
    SentenceSpan,
    Span,
    Speaker,
)
from ingest.joining.articles import ReadArticle
from ingest.joining.reported_claims import ReportedClaim, reported_claims

TEXT = "Rain fell. Residents told Coast Wire 40 men were held."
SPAN = Span(TEXT.index("40"), len(TEXT) - 1)
RESIDENTS, WIRE = Span(11, 20), Span(26, 36)


COUNTRY = PlaceMatch(1, "Belmora", (), "country", "BM", None, 5.0, 5.0, ())
TOWN = PlaceMatch(2, "Harrow", (), "town", "BM", None, 5.0, 5.0, (COUNTRY,))


def article(
    speaker: Speaker, via: tuple[Speaker, ...] = (), outlet: str | None = "Northlight", about: tuple[str, ...] = ()
) -> ReadArticle:
    claim = ExtractedClaim(
        sentence=1, content=SPAN, speaker=speaker, cue=None, verb=None, via=via, quote_type="indirect",
        stance="asserted", kind="arrest", count=Quantity(40, 40, "40", "people", None),
        when=EventDate("2023-05-16", "2023-05-16", "day", "Tuesday", "stated"), about=about, setting="harrow",
        incident="i001", method="rule",
    )  # fmt: skip
    entities = (
        LocalEntity("wire", "organisation", "Coast Wire", ()),
        LocalEntity("folk", "group", "residents", ()),
        LocalEntity("harrow", "place", "Harrow", (), place=TOWN),
        LocalEntity("quay", "place", "Salt Quay", (), within="harrow"),
        LocalEntity("land", "place", "Belmora", (), place=COUNTRY),
    )
    sentences = (SentenceSpan(0, Span(0, 10)), SentenceSpan(1, Span(11, len(TEXT))))
    return ReadArticle("a1", outlet, "2023-05-17", TEXT, Extraction(sentences, entities, (), (claim,), ()))


def read(one: ReadArticle) -> ReportedClaim:
    bearers = {"a1.wire": "e7", "a1.folk": "e8", "a1.harrow": "e1", "a1.quay": "e2", "a1.land": "e3"}
    (found,) = reported_claims(one, bearers, {"e7": "Coast Wire", "e8": "residents"}, {"a1.i001": "i9"})
    return found


def test_joined_ids_words_and_values():
    found = read(article(Speaker("entity", entity="wire", span=WIRE)))
    assert (found.id, found.article, found.outlet, found.incident) == ("a1.c1", "a1", "Northlight", "i9")
    assert (found.speaker, found.speaker_name, found.channel) == ("e7", "Coast Wire", None)
    assert (found.text, found.position, found.published) == ("40 men were held", 1, "2023-05-17")
    assert found.sentence.startswith("Residents told")
    assert (found.low, found.high, found.unit, found.count_words) == (40, 40, "people", "40")
    assert (found.first, found.last, found.dated) == ("2023-05-16", "2023-05-16", True)


def test_people_without_a_name_are_a_channel_and_the_chain_is_kept():
    wire = Speaker("entity", entity="wire", span=WIRE)
    found = read(article(Speaker("entity", entity="folk", span=RESIDENTS), (wire,)))
    assert (found.speaker, found.channel, found.via) == (None, "Residents", ("e7",))
    assert found.voice == "a1: Residents"
    assert read(article(Speaker("channel", words="videos posted online"))).channel == "videos posted online"


def test_the_outlet_itself_and_an_unknown_one():
    found = read(article(Speaker("outlet")))
    assert (found.speaker, found.channel, found.voice) == (None, None, "Northlight")
    assert read(article(Speaker("outlet"), outlet=None)).outlet == "an unknown outlet"


@pytest.mark.parametrize(
    ("about", "places"),
    [
        ((), ("e1",)),  # what the text is speaking of
        (("wire", "quay"), ("e2", "e1")),
        (("harrow", "quay"), ("e1", "e2")),
        (("land",), ()),  # too wide to be one place
    ],
)
def test_where_a_claim_is_told_to_be(about: tuple[str, ...], places: tuple[str, ...]):
    found = read(article(Speaker("outlet"), about=about))
    assert (found.places, found.country) == (places, "BM")


def test_a_claim_that_names_no_place_is_where_the_text_is_and_where_its_incident_is():
    one = article(Speaker("outlet"))
    scene = ExtractedIncident("i001", "arrest", "quay", None)
    found = read(replace(one, extraction=replace(one.extraction, incidents=(scene,))))
    assert found.places == ("e1", "e2")
