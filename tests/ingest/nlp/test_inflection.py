"""Base forms of words the lexicons know."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from ingest.nlp.inflection import base_form


@pytest.mark.parametrize(("form", "base"), [("freed", "free"), ("freeing", "free"), ("apologised", "apologise")])
def test_a_form_of_a_known_verb_whatever_the_lemmatizer_makes_of_it(
    parse: Callable[..., Doc], form: str, base: str
) -> None:
    doc = parse(f"The/DT/det/2 court/NN/nsubj/3 {form}~x/VBD/ROOT/3 them/PRP/obj/3")
    assert base_form(doc[2]) == base
