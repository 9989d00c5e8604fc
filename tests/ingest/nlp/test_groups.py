from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from ingest.nlp.groups import groups

Parse = Callable[..., Doc]


def found(doc: Doc) -> list[tuple[str, str]]:
    return [(span.text, span.id_) for span in groups(doc).spans["mentions"] if span.label_ == "GROUP"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The/DT/det/2 villagers/NNS/nsubj/3 left/VBD/ROOT/3", ("The villagers", "group:villagers")),
        (
            "Dozens~dozen/NNS/nsubj/4 of/IN/case/3 women~woman/NNS/nmod/1 came/VBD/ROOT/4",
            ("Dozens of women", "group:women"),
        ),
        ("Riot/NN/compound/2 police/NN/nsubj/3 came/VBD/ROOT/3", ("Riot police", "group:riot police")),
        ("Some/DT/det/3 40/CD/nummod/3 students/NNS/nsubj/4 came/VBD/ROOT/4", ("Some 40 students", "group:students")),
        (
            "Security/NN/compound/2 forces~force/NNS/nsubj/3 came/VBD/ROOT/3",
            ("Security forces", "group:security forces"),
        ),
        ("Young/JJ/amod/2 people/NNS/nsubj/3 came/VBD/ROOT/3", ("Young people", "group:young people")),
        ("Their/PRP$/nmod:poss/2 relatives/NNS/nsubj/3 came/VBD/ROOT/3", ("relatives", "group:relatives")),
    ],
)
def test_people_acting_together_are_a_group(parse: Parse, text: str, expected: tuple[str, str]) -> None:
    assert found(parse(text)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "A/DT/det/2 villager/NN/nsubj/3 left/VBD/ROOT/3",
        "The/DT/det/2 shots/NNS/nsubj/3 rang/VBD/ROOT/3",
        "100/CD/nummod/2 people/NNS/nsubj/3 left/VBD/ROOT/3",
        "The/DT/det/3 police/NN/compound/3 station/NN/nsubj/4 burned/VBD/ROOT/4",
    ],
)
def test_single_persons_things_and_bare_people_are_not(parse: Parse, text: str) -> None:
    assert found(parse(text)) == []


def test_names_win(parse: Parse) -> None:
    doc = parse("Roe/NNP/compound/2 Police/NNP/nsubj/3 came/VBD/ROOT/3", mentions=[(0, 2, "ORGANISATION")])
    assert found(doc) == []


def test_groups_of_one_name_are_told_apart_by_their_numbers(parse: Parse) -> None:
    doc = groups(
        parse(
            "Six/CD/nummod/2 lawyers/NNS/nsubj/3 left/VBD/ROOT/3 ././punct/3 "
            "Two/CD/nummod/6 lawyers/NNS/nsubj/7 stayed/VBD/ROOT/7 ././punct/7 "
            "The/DT/det/10 lawyers/NNS/nsubj/11 spoke/VBD/ROOT/11 ././punct/11",
            mentions=[],
        )
    )
    first, second, third = [span.id_ for span in doc.spans["mentions"]]
    assert first != second == third
