"""Documents built by hand: component tests need no trained model, and a failure means our code."""

from collections.abc import Callable, Sequence

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

Parse = Callable[..., Doc]

POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "DT": "DET", "IN": "ADP", "CD": "NUM",
    "PRP": "PRON", "PRP$": "PRON", "RB": "ADV", "CC": "CCONJ", "POS": "PART", "SP": "SPACE", "HYPH": "PUNCT",
    "AUX": "AUX", ",": "PUNCT", ".": "PUNCT", "''": "PUNCT", "``": "PUNCT", "-LRB-": "PUNCT", "-RRB-": "PUNCT",
}  # fmt: skip
ATTACHED = frozenset({",", ".", "'s", "’s", ")", "-", ":", "”"})
ATTACHING = frozenset({"(", "-", "“"})


@pytest.fixture(scope="session")
def blank() -> Language:
    return spacy.blank("en")


@pytest.fixture
def parse(blank: Language) -> Parse:
    """`parse("The/DT/det/2 women~woman/NNS/nsubj/3 left/VBD/ROOT/3 ./././3", [(0, 2, "ORG")])`.

    A token is form[~lemma]/tag/relation/head; heads count from 1 in the whole document, roots are their own heads.
    Several sentences may follow each other; entities are (first token, last plus one, label).
    """

    def build(text: str, entities: Sequence[tuple[int, int, str]] = (), mentions: Sequence[tuple[int, int, str]] = ()):
        rows = [token.rsplit("/", 3) for token in text.split()]
        rows = [["\n\n" if form == "¶" else form, tag, relation, head] for form, tag, relation, head in rows]
        forms = [form.split("~")[0] for form, *_ in rows]
        after = [*forms[1:], "."]
        doc = Doc(
            blank.vocab,
            words=forms,
            spaces=[
                nxt not in ATTACHED and form not in ATTACHING and "\n" not in form + nxt
                for form, nxt in zip(forms, after, strict=True)
            ],
            tags=[tag for _, tag, _, _ in rows],
            pos=[POS.get(tag, "VERB") for _, tag, _, _ in rows],
            lemmas=[form.split("~")[-1].lower() if "~" in form else _lemma(form, tag) for form, tag, _, _ in rows],
            deps=[relation for *_, relation, _ in rows],
            heads=[int(head) - 1 for *_, head in rows],
        )
        doc.ents = [Span(doc, start, end, label=label) for start, end, label in entities]
        doc.spans["mentions"] = [Span(doc, start, end, label=label) for start, end, label in mentions]
        return doc

    return build


def _lemma(form: str, tag: str) -> str:
    return form.lower().removesuffix("s") if tag in {"NNS", "NNPS"} else form.lower()
