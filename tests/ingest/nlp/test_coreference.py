from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Span

from ingest.nlp.coreference import coreference
from ingest.nlp.gazetteer import lookup
from ingest.nlp.groups import groups

Parse = Callable[..., Doc]
Entity = tuple[int, int, str]


def keys(doc: Doc) -> dict[str, str]:
    """Entity keys by the text of every mention and nominal; later ones win."""
    doc = coreference(groups(doc))
    return {span.text: span.id_ for group in ("mentions", "nominals") for span in doc.spans[group]}


MINISTER = "Governor/NNP/compound/2 Jane/NNP/nsubj/4 Roe/NNP/flat/2 spoke/VBD/ROOT/4 ././punct/4 "


def test_a_role_before_a_name_teaches_a_description(parse: Parse) -> None:
    doc = parse(
        MINISTER + "The/DT/det/7 governor/NN/nsubj/8 denied/VBD/ROOT/8 it/PRP/obj/8", mentions=[(1, 3, "PERSON")]
    )
    found = keys(doc)
    assert found["The governor"] == found["Jane Roe"]
    assert [(span.text, span.id_) for span in doc.spans["roles"]] == [("Governor", found["Jane Roe"])]


def test_an_apposition_is_a_role_and_a_nominal(parse: Parse) -> None:
    doc = parse(
        "Jane/NNP/nsubj/10 Roe/NNP/flat/1 ,/,/punct/5 the/DT/det/5 head/NN/appos/1 of/IN/case/8 the/DT/det/8"
        " republic/NN/nmod/5 ,/,/punct/5 left/VBD/ROOT/10",
        mentions=[(0, 2, "PERSON")],
    )
    found = keys(doc)
    assert found["the head of the republic"] == found["Jane Roe"]
    assert [span.text for span in doc.spans["roles"]] == ["head of the republic"]


def test_an_apposition_teaches_what_an_organisation_is_called(parse: Parse) -> None:
    doc = parse(
        "Beacon/NNP/nsubj/6 ,/,/punct/4 a/DT/det/4 monitor/NN/appos/1 ,/,/punct/4 said/VBD/ROOT/6 so/RB/advmod/6"
        " ././punct/6 The/DT/det/10 monitor/NN/nsubj/11 added/VBD/ROOT/11 more/RB/advmod/11",
        mentions=[(0, 1, "ORGANISATION")],
    )
    assert keys(doc)["The monitor"] == "organisation:beacon"


@pytest.mark.parametrize(("pronoun", "resolved"), [("She", True), ("He", False), ("They", False)])
def test_a_pronoun_goes_to_the_nearest_subject_that_agrees(parse: Parse, pronoun: str, resolved: bool) -> None:
    doc = parse(
        f"Mrs/NNP/compound/2 Jane/NNP/nsubj/4 Roe/NNP/flat/2 spoke/VBD/ROOT/4 ././punct/4"
        f" {pronoun}/PRP/nsubj/7 left/VBD/ROOT/7",
        mentions=[(1, 3, "PERSON")],
    )
    found = keys(doc)
    assert (found.get(pronoun) == found["Jane Roe"]) is resolved


def test_they_are_the_group_that_acts(parse: Parse) -> None:
    doc = parse(
        "The/DT/det/2 women~woman/NNS/nsubj/3 shouted/VBD/ROOT/3 ././punct/3 They/PRP/nsubj/6 stayed/VBD/ROOT/6"
    )
    assert keys(doc)["They"] == "group:women"


def test_a_surname_two_people_share_goes_to_the_nearest_before_it(parse: Parse) -> None:
    doc = parse(
        "Jane/NNP/nsubj/3 Roe/NNP/flat/1 spoke/VBD/ROOT/3 ././punct/3 Sam/NNP/nsubj/7 Roe/NNP/flat/5 left/VBD/ROOT/7"
        " ././punct/7 Roe/NNP/nsubj/10 returned/VBD/ROOT/10",
        mentions=[(0, 2, "PERSON"), (4, 6, "PERSON"), (8, 9, "PERSON")],
    )
    found = keys(doc)
    assert found["Jane Roe"] != found["Sam Roe"]
    assert found["Roe"] == found["Sam Roe"]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Roe/NNP/compound/3 Rights/NNP/compound/3 Watch/NNP/nsubj/4", "RRW"),
        ("Amity/NNP/nsubj/4 International/NNP/flat/1 Fund/NNP/flat/1", "Amity"),
        ("Roe/NNP/compound/3 State/NNP/compound/3 Army/NNP/nsubj/4", "Army"),
    ],
)
def test_short_forms_of_an_organisation(parse: Parse, full: str, short: str) -> None:
    doc = parse(
        f"{full} spoke/VBD/ROOT/4 ././punct/4 {short}/NNP/nsubj/7 left/VBD/ROOT/7",
        mentions=[(0, 3, "ORGANISATION"), (5, 6, "ORGANISATION")],
    )
    assert len(set(keys(doc).values())) == 1


def test_a_short_form_of_two_organisations_stays_its_own(parse: Parse) -> None:
    doc = parse(
        "Amity/NNP/nsubj/3 Fund/NNP/flat/1 spoke/VBD/ROOT/3 ././punct/3 Amity/NNP/nsubj/7 Bank/NNP/flat/5"
        " spoke/VBD/ROOT/7 ././punct/7 Amity/NNP/nsubj/10 left/VBD/ROOT/10",
        mentions=[(0, 2, "ORGANISATION"), (4, 6, "ORGANISATION"), (8, 9, "ORGANISATION")],
    )
    assert len(set(keys(doc).values())) == 3


@pytest.mark.parametrize(("first", "resolved"), [("nsubj/2", True), ("obl/2", False)])
def test_the_group_is_the_one_that_acted(parse: Parse, first: str, resolved: bool) -> None:
    doc = parse(
        f"Amity/NNP/{first} met/VBD/ROOT/2 Beacon/NNP/obj/2 ././punct/2 The/DT/det/6 group/NN/nsubj/7 left/VBD/ROOT/7",
        mentions=[(0, 1, "ORGANISATION"), (2, 3, "ORGANISATION")],
    )
    assert (keys(doc).get("The group") == "organisation:amiti") is resolved


def test_a_description_is_that_of_the_name_in_it(parse: Parse) -> None:
    doc = parse(
        "Amity/NNP/nsubj/2 left/VBD/ROOT/2 ././punct/2 The/DT/det/6 monitoring/NN/compound/6 group/NN/nsubj/8"
        " Beacon/NNP/compound/6 stayed/VBD/ROOT/8",
        mentions=[(0, 1, "ORGANISATION"), (6, 7, "ORGANISATION")],
    )
    assert keys(doc)["The monitoring group Beacon"] == "organisation:beacon"


def test_a_body_called_after_something_is_an_entity_of_its_own(parse: Parse) -> None:
    doc = parse(
        "The/DT/det/4 Lumen/NNP/compound/4 news/NN/compound/4 agency/NN/nsubj/5 reported/VBD/ROOT/5 it/PRP/obj/5",
        mentions=[(1, 2, "PERSON")],
    )
    assert keys(doc)["Lumen news agency"] == "organisation:lumen news agency"


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("Freedonia/NNP/nmod:poss/8 's/POS/case/5 Westland/NNP/nmod/3", "Westland security council"),
        ("Karsk/NNP/compound/7 near/IN/case/7 Westland/NNP/nmod/3", ""),
    ],
)
def test_an_institution_of_a_place_is_called_after_it(parse: Parse, place: str, name: str) -> None:
    doc = parse(
        f"The/DT/det/3 security/NN/compound/3 council/NN/nsubj/8 of/IN/case/7 {place} met/VBD/ROOT/8",
        mentions=[(6, 7, "PLACE")],
    )
    (council,) = coreference(groups(doc)).spans["nominals"]
    assert council.kb_id_.split("|")[0] == name


def test_a_local_institution_is_that_of_the_town_before_it(parse: Parse) -> None:
    doc = parse(
        "In/IN/case/2 Lima/NNP/obl/6 the/DT/det/5 local/JJ/amod/5 council/NN/nsubj/6 met/VBD/ROOT/6",
        mentions=[(1, 2, "PLACE")],
    )
    lima = next(found.row.id for found in lookup("Lima") if found.own and found.row.feature == "town")
    doc.spans["mentions"] = [Span(doc, 1, 2, label="PLACE", kb_id=str(lima))]
    (council,) = coreference(groups(doc)).spans["nominals"]
    assert council.kb_id_.split("|")[:2] == ["Lima council", "Lima city council"]
