from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from ingest.nlp.annotations import NAME_BELIEFS
from ingest.nlp.entities import entities

Parse = Callable[..., Doc]
Entity = tuple[int, int, str]


def names(doc: Doc) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in entities(doc).spans["mentions"]]


@pytest.mark.parametrize(
    ("text", "entity", "expected"),
    [
        # titles, ranks and honorifics
        ("Interior/NNP/compound/2 Minister/NNP/compound/3 Jane/NNP/nsubj/5 Roe/NNP/flat/3 left/VBD/ROOT/5",
         (0, 4, "PERSON"), ("Jane Roe", "PERSON")),
        ("Mr/NNP/compound/2 Roe/NNP/nsubj/3 left/VBD/ROOT/3", (0, 2, "PERSON"), ("Roe", "PERSON")),
        # articles, possessives, quotation marks
        ("The/DT/det/2 Beacon/NNP/nsubj/3 reported/VBD/ROOT/3", (0, 2, "ORG"), ("Beacon", "ORGANISATION")),
        ("Beacon/NNP/nmod:poss/3 's/POS/case/1 report/NN/ROOT/3", (0, 2, "ORG"), ("Beacon", "ORGANISATION")),
        ("“/``/punct/2 Beacon/NNP/nsubj/3 reported/VBD/ROOT/3", (0, 2, "ORG"), ("Beacon", "ORGANISATION")),
        ("The/DT/det/2 Mothers/NNPS/ROOT/2 “/``/punct/4 Beacon/NNP/appos/2 ”/''/punct/4", (1, 5, "ORG"),
         ("Mothers “Beacon”", "ORGANISATION")),
        # hyphens and initials
        ("OVD/NNP/compound/3 -/HYPH/punct/1 Info/NNP/nsubj/4 counted/VBD/ROOT/4", (0, 1, "ORG"),
         ("OVD-Info", "ORGANISATION")),
        ("J./NNP/compound/3 K./NNP/compound/3 Roe/NNP/nsubj/4 left/VBD/ROOT/4", (2, 3, "PERSON"),
         ("J. K. Roe", "PERSON")),
        ("The/DT/det/3 14/CD/nummod/3 Brigade/NNP/nsubj/4 left/VBD/ROOT/4", (2, 3, "ORG"),
         ("14 Brigade", "ORGANISATION")),
        # a head noun in lower case, and what a head noun says about the kind
        ("In/IN/case/3 Roe/NNP/compound/3 district/NN/obl/4 fell/VBD/ROOT/4", (1, 2, "GPE"), ("Roe district", "PLACE")),
        ("Roe/NNP/compound/2 Square/NNP/nsubj/3 filled/VBD/ROOT/3", (0, 2, "PERSON"), ("Roe Square", "PLACE")),
        ("Roe/NNP/compound/3 Teaching/NNP/compound/3 Hospital/NNP/nsubj/4 closed/VBD/ROOT/4", (0, 3, "FAC"),
         ("Roe Teaching Hospital", "ORGANISATION")),
        ("Ministry/NNP/nsubj/4 of/IN/case/3 Health/NNP/nmod/1 said/VBD/ROOT/4", (0, 3, "LOC"),
         ("Ministry of Health", "ORGANISATION")),
        # letters of other scripts, with case and without
        ("МВД/NNP/nsubj/3 Дагестана/NNP/flat/1 denied/VBD/ROOT/3", (0, 2, "ORG"), ("МВД Дагестана", "ORGANISATION")),
        ("The/DT/det/2 台灣/NNP/nsubj/3 voted/VBD/ROOT/3", (0, 2, "GPE"), ("台灣", "PLACE")),
        # peoples
        ("The/DT/det/2 Chechens/NNPS/nsubj/3 left/VBD/ROOT/3", (1, 2, "NORP"), ("Chechens", "GROUP")),
    ],
)  # fmt: skip
def test_a_name_comes_out_clean(parse: Parse, text: str, entity: Entity, expected: tuple[str, str]) -> None:
    assert names(parse(text, [entity])) == [expected]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Peruvian/JJ/amod/2 police/NN/nsubj/3 came/VBD/ROOT/3", (0, 1, "NORP")),
        ("Peruvian/JJ/amod/2 police/NN/nsubj/3 came/VBD/ROOT/3", (0, 1, "GPE")),
        ("They/PRP/nsubj/2 left/VBD/ROOT/2 on/IN/case/4 Sunday/NNP/obl/2", (3, 4, "DATE")),
        ("Videos/NNS/nsubj/2 spread/VBD/ROOT/2", (0, 1, "ORG")),
    ],
)
def test_adjectives_dates_and_common_nouns_are_no_mentions(parse: Parse, text: str, entity: Entity) -> None:
    assert names(parse(text, [entity])) == []


def test_a_name_has_one_kind_within_a_document(parse: Parse) -> None:
    doc = parse(
        "Beacon/NNP/nsubj/2 said/VBD/ROOT/2 ././punct/2 Beacon/NNP/nsubj/5 said/VBD/ROOT/5 ././punct/5"
        " Beacon/NNP/nsubj/8 said/VBD/ROOT/8",
        [(0, 1, "ORG"), (3, 4, "PERSON"), (6, 7, "ORG")],
    )
    assert {kind for _, kind in names(doc)} == {"ORGANISATION"}


def test_a_sure_mention_outvotes_an_unsure_one(parse: Parse) -> None:
    doc = parse(
        "Vostok/NNP/nsubj/2 said/VBD/ROOT/2 ././punct/2 In/IN/case/5 Vostok/NNP/obl/6 slept/VBD/ROOT/6",
        [(0, 1, "PERSON"), (4, 5, "GPE")],
    )
    doc.user_data[NAME_BELIEFS] = {0: {"PERSON": 0.5, "GPE": 0.4, "DATE": 0.1}, 4: {"PERSON": 0.1, "GPE": 0.9}}
    assert {kind for _, kind in names(doc)} == {"PLACE"}


def test_a_surname_alone_is_the_persons(parse: Parse) -> None:
    doc = parse(
        "Jane/NNP/nsubj/5 Roe/NNP/flat/1 -/HYPH/punct/4 Doe/NNP/flat/1 spoke/VBD/ROOT/5 ././punct/5"
        " Roe/NNP/nsubj/10 -/HYPH/punct/9 Doe/NNP/flat/7 left/VBD/ROOT/10",
        [(0, 4, "PERSON"), (6, 9, "ORG")],
    )
    assert names(doc)[1] == ("Roe-Doe", "PERSON")


def test_a_surname_the_recogniser_missed_is_a_mention(parse: Parse) -> None:
    doc = parse(
        "Jane/NNP/nsubj/3 Roe/NNP/flat/1 spoke/VBD/ROOT/3 ././punct/3 Roe/NNP/nsubj/6 left/VBD/ROOT/6",
        [(0, 2, "PERSON")],
    )
    assert names(doc) == [("Jane Roe", "PERSON"), ("Roe", "PERSON")]


def test_an_acronym_in_brackets_is_of_the_kind_of_its_name(parse: Parse) -> None:
    doc = parse(
        "Roe/NNP/compound/3 Rights/NNP/compound/3 Watch/NNP/nsubj/7 (/-LRB-/punct/5 RRW/NNP/appos/3 )/-RRB-/punct/5"
        " said/VBD/ROOT/7",
        [(0, 3, "ORG"), (4, 5, "PERSON")],
    )
    assert ("RRW", "ORGANISATION") in names(doc)


def test_an_actor_nobody_recognised_is_found(parse: Parse) -> None:
    doc = parse("On/IN/case/2 Sunday/NNP/obl/4 VostokNet/NNP/nsubj/4 said/VBD/ROOT/4 so/RB/advmod/4", [(1, 2, "DATE")])
    assert names(doc) == [("VostokNet", "ORGANISATION")]


@pytest.mark.parametrize(
    ("before", "kind"), [("Colonel/NNP", "PERSON"), ("newspaper/NN", "ORGANISATION"), ("group/NN", "ORGANISATION")]
)
def test_the_word_before_a_name_outvotes_the_recogniser(parse: Parse, before: str, kind: str) -> None:
    doc = parse(f"The/DT/det/3 {before}/compound/3 Vostok/NNP/nsubj/4 spoke/VBD/ROOT/4", [(2, 3, "GPE")])
    assert names(doc) == [("Vostok", kind)]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Vostok/NNP/nsubj/6 ,/,/punct/4 a/DT/det/4 site/NN/appos/1 ,/,/punct/4 spoke/VBD/ROOT/6", 0, "ORGANISATION"),
        ("The/DT/det/2 inspectorate/NN/nsubj/5 ,/,/punct/4 Vostok/NNP/appos/2 spoke/VBD/ROOT/5", 3, "ORGANISATION"),
        ("The/DT/det/2 town/NN/nsubj/5 of/IN/case/4 Vostok/NNP/nmod/2 slept/VBD/ROOT/5", 3, "PLACE"),
        ("A/DT/det/3 home/NN/compound/3 town/NN/nsubj/6 of/IN/case/5 Vostok/NNP/nmod/3 slept/VBD/ROOT/6", 4, "PERSON"),
        ("The/DT/det/2 funeral/NN/nsubj/5 of/IN/case/4 Vostok/NNP/nmod/2 began/VBD/ROOT/5", 3, "PERSON"),
        ("Head/NN/nsubj/5 of/IN/case/3 department/NN/nmod/1 Vostok/NNP/appos/1 spoke/VBD/ROOT/5", 3, "PERSON"),
    ],
)  # fmt: skip
def test_words_around_a_name_outvote_the_recogniser(parse: Parse, text: str, name: int, kind: str) -> None:
    wrong = "ORG" if kind == "PERSON" else "PERSON"
    assert names(parse(text, [(name, name + 1, wrong)])) == [("Vostok", kind)]


def test_names_do_not_cross_the_dash_of_a_dateline(parse: Parse) -> None:
    doc = parse("Sept/NNP/nsubj/4 26/CD/nummod/1 –/:/punct/4 Roe/NNP/ROOT/4 spoke/VBD/acl/4", [(0, 4, "PERSON")])
    assert ("Sept 26 – Roe", "PERSON") not in names(doc)


def test_the_title_of_who_is_named_after_it_is_no_name(parse: Parse) -> None:
    doc = parse(
        "Border/NNP/compound/2 General/NNP/compound/3 Jane/NNP/nsubj/5 Roe/NNP/flat/3 left/VBD/ROOT/5",
        [(0, 2, "PERSON"), (2, 4, "PERSON")],
    )
    assert names(doc) == [("Jane Roe", "PERSON")]
