"""Local keys become ids; what two articles share and what they do not."""

import pytest

from graph_schema.model import Claim, Node, Place
from ingest.extraction import (
    EntityMention,
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
)  # fmt: skip
from ingest.resolution.reading import ReadableRevision, Reading, resolve

TEXT = "Nine people were held in Aksay, the Rights Desk said."
COUNTRY = PlaceMatch(1, "Steppeland", ("Steppeland",), "country", "SL", None, 50.0, 60.0, ())
TOWN = PlaceMatch(2, "Aksay", ("Aksay", "Аксай"), "town", "SL", "07", 51.0, 61.0, (COUNTRY,))
DESK = LocalEntity("e0", "organisation", "Rights Desk", ("the Desk",))
AKSAY = LocalEntity("e1", "place", "Aksay", (), place=TOWN)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def extraction(speaker: Speaker, *, incident: str | None = "i0", when: EventDate | None = None) -> Extraction:
    claim = ExtractedClaim(
        sentence=0, content=span("Nine people were held in Aksay"), speaker=speaker, cue=span("said"), verb="say",
        via=(Speaker("channel", words="local media"),), quote_type="indirect", stance="asserted", kind="arrest",
        count=Quantity(9, 9, "Nine people", "people", None), when=when,
        about=("e1",), setting=None, incident=incident, method="rule",
    )  # fmt: skip
    mentions = (
        EntityMention(span("Rights Desk"), "e0", "organisation", nominal=False),
        EntityMention(span("Aksay"), "e1", "place", nominal=False),
    )
    incidents = (ExtractedIncident("i0", "arrest", "e1", when),)
    return Extraction((SentenceSpan(0, Span(0, len(TEXT))),), (DESK, AKSAY), mentions, (claim,), incidents)


def read(article: str, speaker: Speaker, publisher: str | None = "src-paper", when: EventDate | None = None) -> Reading:
    revision = ReadableRevision(f"rev-{article}", article, TEXT, None, publisher)
    return resolve(revision, extraction(speaker, when=when))


def only(reading: Reading, label: str) -> Node:
    (node,) = reading.nodes[label].values()
    return node


BY_DESK = Speaker("entity", entity="e0", span=span("Rights Desk"))
ON_DAY = EventDate("2024-03-02", "2024-03-02", "day", "on 2 March 2024", "stated")


def test_a_claim_keeps_its_count_words_and_span() -> None:
    claim = only(read("art-1", BY_DESK), "Claim")
    assert isinstance(claim, Claim)
    assert (claim.low, claim.high, claim.quantity) == (9, 9, "Nine people")
    assert TEXT[claim.char_start : claim.char_end] == claim.text == "Nine people were held in Aksay"


def test_speaker_chain_outlet_and_evidence_are_connected() -> None:
    reading = read("art-1", BY_DESK)
    claim = only(reading, "Claim").id
    assert list(reading.edges["SAID"]) == [(only(reading, "Organisation").id, claim)]
    assert list(reading.edges["ATTRIBUTED_VIA"]) == [(claim, only(reading, "Source").id)]
    assert list(reading.edges["REPORTED"]) == [("src-paper", claim)]
    assert list(reading.edges["EVIDENCED_BY"]) == [(claim, only(reading, "Sentence").id)]


def test_the_outlet_speaks_for_itself_and_an_unknown_outlet_for_nobody() -> None:
    assert [start for start, _ in read("art-1", Speaker("outlet")).edges["SAID"]] == ["src-paper"]
    silent = read("art-1", Speaker("outlet"), publisher=None)
    assert "SAID" not in silent.edges
    assert "REPORTED" not in silent.edges


def test_two_articles_share_places_and_names_but_not_channels() -> None:
    first, second = read("art-1", BY_DESK), read("art-2", BY_DESK)
    assert only(first, "Organisation").id == only(second, "Organisation").id
    assert set(first.nodes["Place"]) == set(second.nodes["Place"]) == {"plc-1", "plc-2"}
    assert only(first, "Source").id != only(second, "Source").id


def test_a_place_lies_in_what_surrounds_it() -> None:
    assert list(read("art-1", BY_DESK).edges["PART_OF"]) == [("plc-2", "plc-1")]


@pytest.mark.parametrize(("when", "shared"), [(ON_DAY, True), (None, False)])
def test_incidents_are_shared_only_when_place_and_day_are_known(when: EventDate | None, *, shared: bool) -> None:
    first, second = read("art-1", BY_DESK, when=when), read("art-2", BY_DESK, when=when)
    assert (only(first, "Incident").id == only(second, "Incident").id) == shared


def test_an_unknown_village_belongs_to_the_place_beside_it_or_to_its_article() -> None:
    def place_id(article: str, within: str | None) -> str:
        village = LocalEntity("e2", "place", "Upper Well", (), within=within)
        reading = resolve(
            ReadableRevision("rev-1", article, TEXT, None, None),
            Extraction((SentenceSpan(0, Span(0, len(TEXT))),), (AKSAY, village), (), (), ()),
        )
        return next(node.id for node in reading.nodes["Place"].values() if node.id.startswith("plc-x"))

    assert place_id("art-1", "e1") == place_id("art-2", "e1")
    assert place_id("art-1", None) != place_id("art-2", None)


def test_a_square_has_the_point_of_its_town_and_says_so() -> None:
    square = LocalEntity("e2", "place", "Old Square", (), within="e1")
    extraction = Extraction((SentenceSpan(0, Span(0, len(TEXT))),), (AKSAY, square), (), (), ())
    places = resolve(ReadableRevision("rev-1", "art-1", TEXT, None, None), extraction).nodes["Place"].values()
    town, found = (next(p for p in places if isinstance(p, Place) and p.name == n) for n in (AKSAY.name, "Old Square"))
    assert (found.latitude, found.longitude) == (town.latitude, town.longitude)
    assert (found.feature, found.precision) == ("unknown", "town")


def test_a_mention_outside_every_sentence_is_an_error() -> None:
    broken = Extraction((), (DESK,), (EntityMention(Span(0, 3), "e0", "organisation", nominal=False),), (), ())
    with pytest.raises(KeyError, match="lies in no sentence"):
        resolve(ReadableRevision("rev-1", "art-1", TEXT, None, None), broken)
