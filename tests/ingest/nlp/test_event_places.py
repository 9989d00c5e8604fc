"""Where an event takes place: sentences parsed by hand."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Span

from ingest.nlp.event_places import EventPlaces

Parse = Callable[..., Doc]

LIMA, PUNO, ILO = "3936456", "3931276", "3938415"


def place_of(doc: Doc, sentence: int, **keys: str) -> str | None:
    """The place of what a sentence tells; `keys` are the rows of names, those of bodies and sites are empty."""
    doc.spans["mentions"] = [
        Span(doc, m.start, m.end, label=m.label_, kb_id=keys.get(m.text.title(), ""), span_id=m.text.title())
        for m in doc.spans["mentions"]
    ]
    told = list(doc.sents)[sentence]
    place = EventPlaces(doc).of(told, told)
    return place.id_ if place is not None else None


def test_a_heading_says_where_its_paragraph_is(parse: Parse) -> None:
    doc = parse(
        "LIMA/NNP/ROOT/1 ././punct/1 Puno/NNP/nsubj/4 waited~wait/VBD/ROOT/4 ././punct/4 "
        "Crowds~crowd/NNS/nsubj/7 marched~march/VBD/ROOT/7 ././punct/7 ¶/SP/dep/7 We/PRP/nsubj/11 left/VBD/ROOT/11",
        mentions=[(0, 1, "PLACE"), (2, 3, "PLACE")],
    )
    assert place_of(doc, 2, Lima=LIMA, Puno=PUNO) == "Lima"


def test_a_heading_with_its_date_says_where_its_paragraph_is(parse: Parse) -> None:
    doc = parse(
        "Lima/NNP/ROOT/1 ,/,/punct/1 5/CD/nmod/1 May/NNP/nmod/3 :/:/punct/1 nine/CD/parataxis/1 ././punct/1 "
        "Crowds~crowd/NNS/nsubj/9 marched~march/VBD/ROOT/9 ././punct/9 ¶/SP/dep/9 We/PRP/nsubj/13 left/VBD/ROOT/13",
        mentions=[(0, 1, "PLACE")],
    )
    assert place_of(doc, 1, Lima=LIMA) == "Lima"


@pytest.mark.parametrize(("title", "place"), [("Trade", None), ("", "Lima")])
def test_a_heading_holds_up_to_the_next_one(parse: Parse, title: str, place: str | None) -> None:
    last = f"{title}/NNP/ROOT/13 ././punct/13 " if title else ""
    crowds = 15 if title else 13
    doc = parse(
        "Puno/NNP/ROOT/1 ././punct/1 We/PRP/nsubj/4 left/VBD/ROOT/4 ././punct/4 ¶/SP/dep/4 "
        "Lima/NNP/ROOT/7 ././punct/7 We/PRP/nsubj/10 left/VBD/ROOT/10 ././punct/10 ¶/SP/dep/10 "
        f"{last}Crowds~crowd/NNS/nsubj/{crowds + 1} marched~march/VBD/ROOT/{crowds + 1}",
        mentions=[(0, 1, "PLACE"), (6, 7, "PLACE")],
    )
    assert place_of(doc, -1, Lima=LIMA, Puno=PUNO) == place


@pytest.mark.parametrize("relation", ["appos", "nsubj"])
def test_what_says_where_a_place_lies_is_not_where_it_happened(parse: Parse, relation: str) -> None:
    doc = parse(
        f"In/IN/case/2 Ilo/NNP/obl/8 ,/,/punct/2 a/DT/det/5 port/NN/{relation}/{2 if relation == 'appos' else 8} "
        "south/RB/advmod/5 Puno/NNP/nmod/5 crowds~crowd/NNS/nsubj/9 marched~march/VBD/ROOT/9",
        mentions=[(1, 2, "PLACE"), (6, 7, "PLACE")],
    )
    assert place_of(doc, 0, Puno=PUNO) == "Ilo"


def test_what_is_done_about_a_war_is_not_done_where_it_is_fought(parse: Parse) -> None:
    doc = parse(
        "Lima/NNP/nsubj/2 saw~see/VBD/ROOT/2 crowds~crowd/NNS/obj/2 against/IN/case/6 the/DT/det/6 war/NN/nmod/3 "
        "in/IN/case/8 Puno/NNP/nmod/6",
        mentions=[(7, 8, "PLACE")],
    )
    assert place_of(doc, 0, Puno=PUNO) is None


def test_a_body_is_in_the_town_that_it_is_called_after(parse: Parse) -> None:
    doc = parse(
        "Lima/NNP/nsubj/2 waited~wait/VBD/ROOT/2 ././punct/2 ¶/SP/dep/2 "
        "Lima/NNP/compound/7 Steel/NNP/compound/7 Works/NNP/nsubj/8 stopped~stop/VBD/ROOT/8",
        mentions=[(0, 1, "PLACE"), (4, 7, "ORGANISATION")],
    )
    assert place_of(doc, 1, Lima=LIMA) == "Lima"


@pytest.mark.parametrize(("article", "place"), [("the", "Puno"), ("at", "Stela")])
def test_a_name_with_an_article_is_a_site_in_a_town(parse: Parse, article: str, place: str) -> None:
    doc = parse(
        f"Puno/NNP/nsubj/2 waited~wait/VBD/ROOT/2 ././punct/2 Ten/CD/nsubj/5 stood~stand/VBD/ROOT/5 "
        f"near/IN/case/8 {article}/{'DT' if article == 'the' else 'IN'}/det/8 Stela/NNP/obl/5",
        mentions=[(0, 1, "PLACE"), (7, 8, "PLACE")],
    )
    assert place_of(doc, 1, Puno=PUNO) == place


def test_a_place_that_another_is_told_from_is_none(parse: Parse) -> None:
    doc = parse(
        "Shops~shop/NNS/nsubj/4 in/IN/case/3 Puno/NNP/nmod/1 shut/VBD/ROOT/4 ,/,/punct/8 not/RB/advmod/8 "
        "the/DT/det/8 ones~one/NNS/conj/1 in/IN/case/10 Lima/NNP/nmod/8",
        mentions=[(2, 3, "PLACE"), (9, 10, "PLACE")],
    )
    assert place_of(doc, 0, Lima=LIMA, Puno=PUNO) == "Puno"


@pytest.mark.parametrize(("town", "place"), [("Lima", None), ("Puno", "Puno")])
def test_ministers_in_the_capital_do_not_say_where_it_happened(parse: Parse, town: str, place: str | None) -> None:
    doc = parse(
        "Crowds~crowd/NNS/nsubj/2 marched~march/VBD/ROOT/2 in/IN/case/4 Ilo/NNP/obl/2 ././punct/2 ¶/SP/dep/2 "
        f"Officers~officer/NNS/nsubj/10 in/IN/case/9 {town}/NNP/nmod/7 spoke~speak/VBD/ROOT/10 ././punct/10 "
        "Crowds~crowd/NNS/nsubj/13 gathered~gather/VBD/ROOT/13 ././punct/13",
        mentions=[(3, 4, "PLACE"), (8, 9, "PLACE")],
    )
    rows = {"Ilo": ILO, "Lima": LIMA, "Puno": PUNO}
    doc.spans["mentions"] = [
        Span(doc, m.start, m.end, label=m.label_, kb_id=rows[m.text], span_id=m.text) for m in doc.spans["mentions"]
    ]
    doc.spans["claim_roles"] = [Span(doc, 6, 9, label="SPEAKER")]
    places = EventPlaces(doc)
    march, _, gathering = doc.sents
    places.of(march, march)
    found = places.of(gathering, gathering)
    assert (found.id_ if found is not None else None) == place


def test_where_one_of_the_hurt_died_is_not_where_it_happened(parse: Parse) -> None:
    doc = parse(
        "Crowds~crowd/NNS/nsubj/2 marched~march/VBD/ROOT/2 in/IN/case/4 Puno/NNP/obl/2 ././punct/2 A/DT/det/7 "
        "baker/NN/nsubj/8 died~die/VBD/ROOT/8 in/IN/case/10 Lima/NNP/obl/8 ././punct/8",
        mentions=[(3, 4, "PLACE"), (9, 10, "PLACE")],
    )
    assert place_of(doc, 1, Puno=PUNO, Lima=LIMA) == "Puno"


def test_where_some_of_those_counted_were(parse: Parse) -> None:
    doc = parse(
        "We/PRP/nsubj/2 named~name/VBD/ROOT/2 92/CD/obj/2 dead/JJ/amod/3 ,/,/punct/6 74/CD/appos/3 of/IN/case/8 "
        "them/PRP/nmod/6 in/IN/case/10 Puno/NNP/nmod/6 ././punct/2",
        mentions=[(9, 10, "PLACE")],
    )
    assert place_of(doc, 0, Puno=PUNO) == "Puno"
