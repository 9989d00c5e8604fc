from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Span

from ingest.nlp import gazetteer
from ingest.nlp.places import capital_spoken_of, enclosing, places

Parse = Callable[..., Doc]


def resolved(doc: Doc) -> dict[str, str]:
    rows = {span.text: span.kb_id_ for span in doc.spans["mentions"] if span.label_ == "PLACE"}
    return {name: (gazetteer.row(int(row)).code if row else "") for name, row in rows.items()}


def test_a_place_lies_in_the_one_named_beside_it(parse: Parse) -> None:
    doc = parse(
        "In/IN/case/2 Springfield/NNP/obl/6 ,/,/punct/4 Illinois/NNP/appos/2 ,/,/punct/4 people/NNS/ROOT/6",
        mentions=[(1, 2, "PLACE"), (3, 4, "PLACE")],
    )
    assert resolved(places(doc)) == {"Springfield": "US.IL", "Illinois": "US.IL"}


@pytest.mark.parametrize(("country", "expected"), [("Venezuela", "VE"), ("Spain", "ES")])
def test_the_countries_of_an_article_decide_between_namesakes(parse: Parse, country: str, expected: str) -> None:
    doc = parse(
        f"{country}/NNP/nsubj/2 waited/VBD/ROOT/2 ././punct/2 Valencia/NNP/nsubj/5 burned/VBD/ROOT/5 ././punct/5",
        mentions=[(0, 1, "PLACE"), (3, 4, "PLACE")],
    )
    assert resolved(places(doc))["Valencia"].startswith(expected)


def test_a_hamlet_nothing_speaks_for_stays_unresolved(parse: Parse) -> None:
    hamlet = next(c.row for c in gazetteer.lookup("Endirey"))
    assert hamlet.population < 50_000
    doc = parse("Endirey/NNP/nsubj/2 burned/VBD/ROOT/2", mentions=[(0, 1, "PLACE")])
    assert resolved(places(doc)) == {"Endirey": ""}


def test_a_demonym_speaks_for_its_country(parse: Parse) -> None:
    doc = parse("Russian/JJ/amod/2 police/NN/nsubj/3 entered/VBD/ROOT/3 Endirey/NNP/obj/3", mentions=[(3, 4, "PLACE")])
    assert resolved(places(doc)) == {"Endirey": "RU.17"}


def test_a_known_town_after_a_preposition_is_found(parse: Parse) -> None:
    doc = parse("They/PRP/nsubj/2 met/VBD/ROOT/2 in/IN/case/4 Novosibirsk/NNP/obl/2 ././punct/2")
    assert resolved(places(doc)) == {"Novosibirsk": "RU.53"}


def test_halves_of_a_name_are_joined(parse: Parse) -> None:
    doc = parse(
        "Bosnia/NNP/nsubj/4 and/CC/cc/3 Herzegovina/NNP/conj/1 voted/VBD/ROOT/4",
        mentions=[(0, 1, "PLACE"), (2, 3, "PLACE")],
    )
    assert list(resolved(places(doc))) == ["Bosnia and Herzegovina"]


def test_a_square_lies_in_the_town_of_its_sentence(parse: Parse) -> None:
    doc = parse(
        "In/IN/case/2 Novosibirsk/NNP/obl/4 they/PRP/nsubj/4 left/VBD/ROOT/4 Roe/NNP/compound/6 Square/NNP/obj/4",
        mentions=[(1, 2, "PLACE"), (4, 6, "PLACE")],
    )
    doc = places(doc)
    spans = [Span(doc, s.start, s.end, s.label_, kb_id=s.kb_id_, span_id=s.text) for s in doc.spans["mentions"]]
    doc.spans["mentions"] = spans
    assert enclosing(doc) == {"Roe Square": "Novosibirsk"}


def keyed(doc: Doc) -> Doc:
    """Places with their own words as keys."""
    doc = places(doc)
    spans = [Span(doc, s.start, s.end, s.label_, kb_id=s.kb_id_, span_id=s.text) for s in doc.spans["mentions"]]
    doc.spans["mentions"] = spans
    return doc


def test_a_square_lies_in_the_town_of_the_dateline_where_its_paragraph_has_none(parse: Parse) -> None:
    doc = parse(
        "NOVOSIBIRSK/NNP/ROOT/1 (/-LRB-/punct/3 AP/NNP/appos/1 )/-RRB-/punct/3 —/:/punct/1 They/PRP/nsubj/7 "
        "left/VBD/ROOT/7 Omsk/NNP/obj/7 ././punct/7 ¶/SP/dep/9 They/PRP/nsubj/12 met/VBD/ROOT/12 on/IN/case/15 "
        "Roe/NNP/compound/15 Square/NNP/obl/12 ././punct/12",
        mentions=[(0, 1, "PLACE"), (7, 8, "PLACE"), (13, 15, "PLACE")],
    )
    assert enclosing(keyed(doc)) == {"Roe Square": "NOVOSIBIRSK"}


def test_an_unknown_village_lies_in_the_region_named_beside_it_and_in_no_town(parse: Parse) -> None:
    doc = parse(
        "In/IN/case/2 Omsk/NNP/obl/3 spoke/VBD/ROOT/3 the/DT/det/5 village/NN/nsubj/3 of/IN/case/7 Vodlir/NNP/nmod/5 "
        ",/,/punct/9 Tatarstan/NNP/appos/7 ././punct/3",
        mentions=[(1, 2, "PLACE"), (6, 7, "PLACE"), (8, 9, "PLACE")],
    )
    assert enclosing(keyed(doc)) == {"Vodlir": "Tatarstan"}


def test_a_part_of_a_town_is_no_namesake_far_away(parse: Parse) -> None:
    doc = parse(
        "In/IN/case/2 Springfield/NNP/obl/9 ,/,/punct/5 a/DT/det/5 suburb/NN/appos/2 of/IN/case/7 Kazan/NNP/nmod/5 "
        ",/,/punct/9 left/VBD/ROOT/9 people/NNS/nsubj/9",
        mentions=[(1, 2, "PLACE"), (6, 7, "PLACE")],
    )
    doc = keyed(doc)
    assert resolved(doc)["Springfield"] == ""
    assert enclosing(doc) == {"Springfield": "Kazan"}


def test_a_city_goes_by_its_short_name_where_the_text_says_it_lies(parse: Parse) -> None:
    doc = parse(
        "In/IN/case/2 Kansas/NNP/obl/5 ,/,/punct/4 Missouri/NNP/appos/2 waited/VBD/ROOT/5",
        mentions=[(1, 2, "PLACE"), (3, 4, "PLACE")],
    )
    assert resolved(places(doc)) == {"Kansas": "US.MO", "Missouri": "US.MO"}


def test_regions_of_a_list_do_not_lie_in_each_other(parse: Parse) -> None:
    doc = parse(
        "Pennsylvania/NNP/nsubj/4 ,/,/punct/3 California/NNP/conj/1 waited/VBD/ROOT/4",
        mentions=[(0, 1, "PLACE"), (2, 3, "PLACE")],
    )
    assert resolved(places(doc)) == {"Pennsylvania": "US.PA", "California": "US.CA"}


def test_a_continent_lies_in_no_town(parse: Parse) -> None:
    doc = parse("Kazan/NNP/nsubj/2 left/VBD/ROOT/2 Africa/NNP/obj/2", mentions=[(0, 1, "PLACE"), (2, 3, "PLACE")])
    assert enclosing(keyed(doc)) == {}


@pytest.mark.parametrize(
    ("words", "row"), [("here/RB/advmod/2 now/RB/advmod/2", "Nairobi"), ("of/IN/case/6 Tatarstan/NNP/nmod/4", "Kazan")]
)
def test_the_capital_is_that_of_the_country_or_of_the_region_named(parse: Parse, words: str, row: str) -> None:
    region = [(5, 6, "PLACE")] if "Tatarstan" in words else []
    doc = parse(
        f"They/PRP/nsubj/2 left/VBD/ROOT/2 the/DT/det/4 capital/NN/obl/2 {words} ././punct/2 "
        "Kazan/NNP/nsubj/9 met/VBD/ROOT/9 Kenya/NNP/obj/9 ././punct/9 Nairobi/NNP/nsubj/13 met/VBD/ROOT/13 "
        "Mombasa/NNP/obj/13 ././punct/13",
        mentions=[*region, *((at, at + 1, "PLACE") for at in (7, 9, 11, 13))],
    )
    found = capital_spoken_of(places(doc)[3])
    assert found is not None
    assert gazetteer.row(int(found)).name == row


def test_the_capital_of_a_region_of_a_country_is_that_of_the_region(parse: Parse) -> None:
    doc = parse(
        "They/PRP/nsubj/2 left/VBD/ROOT/2 the/DT/det/4 capital/NN/obl/2 of/IN/case/8 Russia/NNP/nmod:poss/8 "
        "'s/POS/case/6 Tatarstan/NNP/nmod/4 ././punct/2 Kazan/NNP/nsubj/11 met/VBD/ROOT/11",
        mentions=[(5, 6, "PLACE"), (7, 8, "PLACE"), (9, 10, "PLACE")],
    )
    found = capital_spoken_of(places(doc)[3])
    assert found is not None
    assert gazetteer.row(int(found)).name == "Kazan"


@pytest.mark.parametrize(("before", "feature"), [("city", "town"), ("people", "region")])
def test_what_is_called_a_city_is_a_town(parse: Parse, before: str, feature: str) -> None:
    doc = parse(
        f"The/DT/det/2 {before}/NN/nsubj/5 of/IN/case/4 Puno/NNP/nmod/2 waited/VBD/ROOT/5 ././punct/5 "
        "Peru/NNP/nsubj/8 waited/VBD/ROOT/8 in/IN/case/10 Azángaro/NNP/obl/8",
        mentions=[(3, 4, "PLACE"), (6, 7, "PLACE"), (9, 10, "PLACE")],
    )
    puno = next(span for span in places(doc).spans["mentions"] if span.text == "Puno")
    assert gazetteer.row(int(puno.kb_id_)).feature == feature
