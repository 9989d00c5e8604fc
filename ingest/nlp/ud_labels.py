"""ClearNLP dependencies (spaCy's own English pipelines) rewritten to Universal Dependencies, which the rules read.

Only what the rules use is converted: content words become heads of their prepositions and copulas, conjuncts hang on
the first one. Labels that both schemes share stay.
"""

import numpy as np
from spacy.attrs import DEP, HEAD
from spacy.language import Language
from spacy.tokens import Doc, Token

RENAMED = {
    "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "dobj": "obj", "dative": "iobj",
    "poss": "nmod:poss", "relcl": "acl:relcl", "prt": "compound:prt", "neg": "advmod", "npadvmod": "obl:npmod",
    "acomp": "xcomp", "oprd": "xcomp", "quantmod": "advmod", "nn": "compound", "predet": "det:predet",
    "preconj": "cc:preconj", "intj": "discourse", "meta": "dep",
}  # fmt: skip
CLAUSAL = frozenset({"VERB", "AUX", "ADJ"})


@Language.component("ud_labels", requires=["token.dep", "token.head"], assigns=["token.dep", "token.head"])
def ud_labels(doc: Doc) -> Doc:
    """Rewrite heads and labels in place."""
    heads = [token.head.i for token in doc]
    labels = [RENAMED.get(token.dep_, token.dep_) for token in doc]
    for token in doc:
        if token.dep_ in {"prep", "agent", "dative"} and token.pos_ in {"ADP", "SCONJ", "PART"}:
            _lift_object(token, heads, labels)
        elif token.dep_ == "conj":
            first = token.head
            while first.dep_ == "conj" and first.head.i != first.i:
                first = first.head
            heads[token.i] = first.i
        elif token.dep_ in {"cc", "punct"}:
            conjuncts = [c for c in token.head.rights if c.dep_ == "conj" and c.i > token.i]
            if token.dep_ == "cc" and conjuncts:
                heads[token.i] = conjuncts[0].i
    for token in doc:
        if token.lemma_ == "be" and token.pos_ in {"AUX", "VERB"}:
            _lift_complement(token, heads, labels)
    _undo_circles(doc, heads, labels)
    offsets = np.array(heads, dtype="int64") - np.arange(len(doc))
    values = [doc.vocab.strings.add(label) for label in labels]
    array = np.array([offsets.astype("uint64"), np.array(values, dtype="uint64")]).T
    return doc.from_array([HEAD, DEP], array)  # pyright: ignore[reportArgumentType]  # the stub wants thinc's type


def _undo_circles(doc: Doc, heads: list[int], labels: list[str]) -> None:
    """Sentences whose converted heads run in a circle (odd parses of odd text) keep the tree the parser gave them."""
    reaches_root = [False] * len(heads)
    for sentence in doc.sents:
        for token in sentence:
            path, i = [token.i], heads[token.i]
            while not reaches_root[i] and i != path[-1] and len(path) <= len(sentence):
                path.append(i)
                i = heads[i]
            if len(path) > len(sentence):
                for inner in sentence:
                    heads[inner.i], labels[inner.i] = inner.head.i, RENAMED.get(inner.dep_, inner.dep_)
                break
            for passed in path:
                reaches_root[passed] = True


def _lift_object(preposition: Token, heads: list[int], labels: list[str]) -> None:
    """The object takes the place of its preposition: obl under a clause, nmod under a noun."""
    inner = next((c for c in preposition.rights if c.dep_ in {"pobj", "pcomp", "prep"}), None)
    if inner is None:
        return
    above = preposition.head
    heads[inner.i], heads[preposition.i] = above.i, inner.i
    labels[preposition.i] = "case" if inner.dep_ != "pcomp" else "mark"
    if inner.dep_ == "pobj":
        labels[inner.i] = "obl" if above.pos_ in CLAUSAL else "nmod"
        labels[inner.i] = "obl:agent" if preposition.dep_ == "agent" else labels[inner.i]
    elif inner.dep_ == "pcomp":
        labels[inner.i] = "advcl" if above.pos_ in CLAUSAL else "acl"


def _lift_complement(copula: Token, heads: list[int], labels: list[str]) -> None:
    """The predicate becomes head of "be" and of everything that hung on it."""
    predicate = next((c for c in copula.rights if c.dep_ in {"attr", "acomp"}), None)
    if predicate is None:
        return
    place = predicate.i
    root = heads[copula.i] == copula.i
    heads[place], labels[place] = (place if root else heads[copula.i]), labels[copula.i]
    for child, head in enumerate(heads):
        if head == copula.i and child != place:
            heads[child] = place
    heads[copula.i], labels[copula.i] = place, "cop"
