"""Local keys become ids; what two articles share and what they do not."""

import pytest

from graph_schema.model import Claim, Incident, Node, Place
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
from ingest.joining.names import spoken
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


def reference(reading: Reading, name: str) -> str:
    (found,) = (id_ for id_, one in reading.alone.items() if one.node.name == name)
    return found


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
    assert list(reading.edges["SAID"]) == [(reference(reading, "Rights Desk"), claim)]
    assert list(reading.edges["ATTRIBUTED_VIA"]) == [(claim, only(reading, "Source").id)]
    assert list(reading.edges["REPORTED"]) == [("src-paper", claim)]
    assert list(reading.edges["EVIDENCED_BY"]) == [(claim, only(reading, "Sentence").id)]


def test_the_outlet_speaks_for_itself_and_an_unknown_outlet_for_nobody() -> None:
    assert [start for start, _ in read("art-1", Speaker("outlet")).edges["SAID"]] == ["src-paper"]
    silent = read("art-1", Speaker("outlet"), publisher=None)
    assert "SAID" not in silent.edges
    assert "REPORTED" not in silent.edges


def test_two_articles_share_references_to_places_and_names_but_not_channels_and_incidents() -> None:
    first, second = read("art-1", BY_DESK, when=ON_DAY), read("art-2", BY_DESK, when=ON_DAY)
    assert reference(first, "Rights Desk") == reference(second, "Rights Desk")
    assert reference(first, "Aksay") == reference(second, "Aksay") == "ref-2"
    assert only(first, "Source").id != only(second, "Source").id
    assert {id_ for id_, one in first.alone.items() if isinstance(one.node, Incident)}.isdisjoint(second.alone)


def test_a_place_lies_in_what_surrounds_it_and_an_incident_at_its_place() -> None:
    alone = read("art-1", BY_DESK).alone
    assert [place.id for place in alone["ref-2"].lies_in] == ["plc-1"]
    assert [one.at for one in alone.values() if isinstance(one.node, Incident)] == ["ref-2"]


def test_a_reference_can_be_found_by_its_keys_and_tells_how_the_article_uses_it() -> None:
    reading = read("art-1", BY_DESK)
    desk = reference(reading, "Rights Desk")
    assert f"n:{spoken('rights desk')}" in {end for start, end in reading.edges["KEYED"] if start == desk}
    assert reading.edges["CALLS"]["art-1", desk].properties["aliases"] == ["the Desk"]
    assert reading.setting.countries == ("SL",)


def test_an_unknown_village_is_shared_by_articles_on_one_country_only() -> None:
    def village(article: str, *others: LocalEntity) -> str:
        entities = (*others, LocalEntity("e2", "place", "Upper Well", ()))
        extraction = Extraction((SentenceSpan(0, Span(0, len(TEXT))),), entities, (), (), ())
        return reference(resolve(ReadableRevision("rev-1", article, TEXT, None, None), extraction), "Upper Well")

    assert village("art-1", AKSAY) == village("art-2", AKSAY)
    assert village("art-1") != village("art-2")


def test_a_square_has_the_point_of_its_town_and_says_so() -> None:
    square = LocalEntity("e2", "place", "Old Square", (), within="e1")
    extraction = Extraction((SentenceSpan(0, Span(0, len(TEXT))),), (AKSAY, square), (), (), ())
    reading = resolve(ReadableRevision("rev-1", "art-1", TEXT, None, None), extraction)
    found = reading.alone[reference(reading, "Old Square")].node
    assert isinstance(found, Place)
    assert (found.latitude, found.longitude) == (TOWN.latitude, TOWN.longitude)
    assert (found.feature, found.precision) == ("unknown", "town")


def test_a_mention_outside_every_sentence_is_an_error() -> None:
    broken = Extraction((), (DESK,), (EntityMention(Span(0, 3), "e0", "organisation", nominal=False),), (), ())
    with pytest.raises(KeyError, match="lies in no sentence"):
        resolve(ReadableRevision("rev-1", "art-1", TEXT, None, None), broken)
