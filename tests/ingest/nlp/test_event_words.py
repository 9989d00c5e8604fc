"""What the words for an event say of it: sentences parsed by hand."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from ingest.nlp.event_words import (
    is_allowed_or_not,
    is_asked,
    is_before,
    is_beginning,
    is_conditional,
    is_death_of_one,
    is_state,
    taken_for_granted,
)
from ingest.nlp.events import find_events

Parse = Callable[..., Doc]

BLOCKED = (
    "{0}/IN/mark/4 roads~road/NNS/nsubj:pass/4 are~be/AUX/aux:pass/4 blocked~block/VBN/advcl/6 "
    "we/PRP/nsubj/6 wait/VBP/ROOT/6"
)


@pytest.mark.parametrize(("mark", "conditional"), [("if", True), ("unless", True), ("while", False)])
def test_what_is_so_on_a_condition(parse: Parse, mark: str, conditional: bool) -> None:
    assert is_conditional(parse(BLOCKED.format(mark))[3]) is conditional


@pytest.mark.parametrize(("verb", "beginning"), [("began~begin", True), ("erupted~erupt", True), ("grew~grow", False)])
def test_when_a_movement_began(parse: Parse, verb: str, beginning: bool) -> None:
    doc = parse(f"protests~protest/NNS/nsubj/2 {verb}/VBD/ROOT/2 in/IN/case/4 May/NNP/obl/2")
    assert is_beginning(doc[0]) is beginning


def test_a_verb_with_a_subject_of_its_own_begins_nothing_else(parse: Parse) -> None:
    doc = parse("after/IN/case/2 protests~protest/NNS/obl/4 rain/NN/nsubj/4 began~begin/VBD/ROOT/4")
    assert not is_beginning(doc[1])


@pytest.mark.parametrize(("participle", "spoken"), [("banned", True), ("allowed", True), ("planned", False)])
def test_what_is_only_allowed_or_not(parse: Parse, participle: str, spoken: bool) -> None:
    doc = parse(f"marches~march/NNS/nsubj:pass/3 are~be/AUX/aux:pass/3 {participle}/VBN/ROOT/3")
    assert is_allowed_or_not(doc[0]) is spoken


@pytest.mark.parametrize(("verb", "asked"), [("surveyed~survey", True), ("saw~see", False)])
def test_who_is_asked_is_no_turnout(parse: Parse, verb: str, asked: bool) -> None:
    doc = parse(f"we/PRP/nsubj/2 {verb}/VBD/ROOT/2 80/CD/nummod/4 miners~miner/NNS/obj/2")
    assert is_asked(doc[3]) is asked


@pytest.mark.parametrize(("case", "before"), [("after", True), ("since", True), ("during", False)])
def test_what_something_came_after(parse: Parse, case: str, before: bool) -> None:
    doc = parse(f"ten/CD/nsubj:pass/2 held~hold/VBN/ROOT/2 {case}/IN/case/5 a/DT/det/5 vigil/NN/obl/2")
    assert is_before(doc[4]) is before


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("he/PRP/nsubj/4 is~be/AUX/cop/4 in/IN/case/4 custody/NN/ROOT/4", True),
        ("police/NNS/nsubj/2 arrested~arrest/VBD/ROOT/2 him/PRP/obj/2", False),
    ],
)
def test_how_things_are(parse: Parse, text: str, state: bool) -> None:
    doc = parse(text)
    assert is_state(doc[:], find_events(doc)) is state


@pytest.mark.parametrize(
    ("text", "granted"),
    [
        ("fear/NN/ROOT/1 during/IN/case/4 the/DT/det/4 sit-in/NN/nmod/1", "sit-in"),
        ("fear/NN/ROOT/1 of/IN/case/4 any/DT/det/4 sit-in/NN/nmod/1", None),
        ("they/PRP/nsubj/2 banned~ban/VBD/ROOT/2 the/DT/det/4 sit-in/NN/obj/2", None),
        ("they/PRP/nsubj/2 feared~fear/VBD/ROOT/2 riots~riot/NNS/obj/2", None),
    ],
)
def test_what_a_claim_takes_for_granted(parse: Parse, text: str, granted: str | None) -> None:
    event = taken_for_granted(parse(text)[:])
    assert (event.token.text if event else None) == granted


@pytest.mark.parametrize(
    ("who", "verb", "one"),
    [("He/PRP", "died~die", True), ("Nine/CD", "died~die", False), ("He/PRP", "fell~fall", False)],
)
def test_the_death_of_one(parse: Parse, who: str, verb: str, one: bool) -> None:
    doc = parse(f"{who}/nsubj/2 {verb}/VBD/ROOT/2 ././punct/2")
    assert is_death_of_one(doc[1]) is one
