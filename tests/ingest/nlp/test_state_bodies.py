from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Span

from ingest.nlp import state_bodies
from ingest.nlp.coreference import coreference
from ingest.nlp.extract import extract
from ingest.nlp.gazetteer import lookup
from ingest.nlp.groups import groups

Parse = Callable[..., Doc]


def placed(doc: Doc, *names: tuple[int, str]) -> Doc:
    """A document with places: the token of each, and the name by which the gazetteer knows it."""
    doc.spans["mentions"] = [
        *doc.spans["mentions"],
        *(
            Span(doc, at, at + 1, label="PLACE", kb_id=str(next(c.row.id for c in lookup(name) if c.own)))
            for at, name in names
        ),
    ]
    doc.spans["mentions"] = sorted(doc.spans["mentions"], key=lambda span: span.start)
    return doc


def bodies(doc: Doc) -> list[str]:
    """Names of the organisations of a document."""
    doc.user_data.clear()
    return [
        one.name for one in extract(with_no_claims(coreference(groups(doc)))).entities if one.kind == "organisation"
    ]


def with_no_claims(doc: Doc) -> Doc:
    for group in ("claims", "claim_roles", "claim_traits", "incidents", "incident_roles"):
        doc.spans[group] = []
    return doc


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("Police/NNS/nsubj/2", ["Peruvian Police"]),
        ("The/DT/det/2 police/NNS/nsubj/3", ["Peruvian Police"]),
        ("The/DT/det/3 police/NN/compound/3 force/NN/nsubj/4", ["Peruvian Police"]),
        ("The/DT/det/2 government/NN/nsubj/3", ["Government of Peru"]),
        ("State/NN/compound/2 television/NN/nsubj/3", ["Peruvian State Television"]),
        ("Chilean/JJ/amod/2 police/NNS/nsubj/3", ["Chilean Police"]),
        ("A/DT/det/2 government/NN/nsubj/3", []),
        ("The/DT/det/3 regional/JJ/amod/3 government/NN/nsubj/4", ["regional government"]),
        ("Riot/NN/compound/2 police/NNS/nsubj/3", []),
    ],
)
def test_a_body_of_the_state_has_the_name_of_its_country(parse: Parse, subject: str, found: list[str]) -> None:
    at = len(subject.split())
    doc = parse(f"{subject} left/VBD/ROOT/{at + 1} Lima/NNP/obj/{at + 1} and/CC/cc/{at + 4} Cusco/NNP/conj/{at + 2}")
    assert bodies(placed(doc, (at + 1, "Lima"), (at + 3, "Cusco"))) == found


def test_police_of_a_town_are_not_those_of_the_country(parse: Parse) -> None:
    doc = parse("Police/NNS/nsubj/4 in/IN/case/3 Lima/NNP/nmod/1 left/VBD/ROOT/4")
    assert bodies(placed(doc, (2, "Lima"))) == []


def test_an_article_on_two_countries_leaves_open_whose_police_it_means(parse: Parse) -> None:
    doc = parse("Police/NNS/nsubj/2 left/VBD/ROOT/2 Lima/NNP/obj/2 and/CC/cc/5 Quito/NNP/conj/3")
    assert bodies(placed(doc, (2, "Lima"), (4, "Quito"))) == []


def test_a_country_whose_police_are_many_has_no_one_police(parse: Parse) -> None:
    doc = parse("Police/NNS/nsubj/2 left/VBD/ROOT/2 Chicago/NNP/obj/2")
    assert bodies(placed(doc, (2, "Chicago"))) == []


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("The/DT/det/3 National/NNP/compound/3 Police/NNP/nsubj/4", "organisation:national police"),
        ("The/DT/det/3 Lima/NNP/compound/3 Police/NNP/nsubj/4", None),
    ],
)
def test_a_body_that_the_article_names_is_meant_or_makes_it_doubtful(
    parse: Parse, name: str, found: str | None
) -> None:
    doc = parse(
        f"{name} left/VBD/ROOT/4 Cusco/NNP/obj/4 ././punct/4 The/DT/det/8 police/NNS/nsubj/9 came/VBD/ROOT/9",
        mentions=[(1, 3, "ORGANISATION")],
    )
    doc = coreference(groups(placed(doc, (4, "Cusco"))))
    assert next((span.id_ for span in doc.spans["nominals"] if span.text == "The police"), None) == found


def test_police_are_they(parse: Parse) -> None:
    doc = parse(
        "The/DT/det/2 police/NNS/nsubj/3 left/VBD/ROOT/3 Lima/NNP/obj/3 ././punct/3"
        " They/PRP/nsubj/7 came/VBD/ROOT/7 back/RB/advmod/7"
    )
    doc = coreference(groups(placed(doc, (3, "Lima"))))
    assert {span.text: span.id_ for span in doc.spans["nominals"]}["They"] == "organisation:peruvian police"


def test_every_body_has_names_for_every_country() -> None:
    for words in ("police", "government", "state television"):
        for country in ("PE", "LK", "AQ"):  # nobody is from Antarctica
            found = state_bodies.names(words, country)
            assert found
            assert not any("{" in name for name in found)
