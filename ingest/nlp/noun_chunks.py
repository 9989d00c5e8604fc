"""Noun phrases over Universal Dependencies. spaCy's own iterator for English expects other labels and finds none."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
# Dependents that stand before the head and belong to its phrase, with or without a subtype.
PREMODIFIERS = frozenset({"det", "amod", "compound", "nummod", "nmod", "advmod", "flat", "punct"})
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})  # a verb here is an error of the parser
INSIDE_NAME = frozenset({"flat", "fixed", "goeswith", "compound"})


def phrase(head: Token) -> tuple[int, int]:
    """First and last-plus-one token of a noun's phrase without what follows the head, save the rest of its name.

    A preposition before the phrase is not part of it ("of the women" gives "the women").
    """
    start, end = head.i, head.i + 1
    for child in reversed([*head.lefts]):
        relation = child.dep_.partition(":")[0]
        if relation not in PREMODIFIERS or child.right_edge.i != start - 1 or child.is_quote or child.tag_ in FINITE:
            break
        start = child.left_edge.i
    while start < head.i and head.doc[start].is_punct:
        start += 1
    for child in head.rights:
        if child.i == end and child.dep_.partition(":")[0] in INSIDE_NAME:
            end = child.right_edge.i + 1
    return start, end


def noun_chunks(doc: Doc | Span) -> Iterator[tuple[int, int, int]]:
    """Base noun phrases as (start, end, label), none inside another: the form `Doc.noun_chunks` wants.

    Raises ValueError when the document has no dependencies.
    """
    tokens = doc.doc
    if not tokens.has_annotation("DEP"):
        raise ValueError("noun chunks need a dependency parse")
    label = tokens.vocab.strings.add("NP")
    last_end = -1
    heads = (t for t in doc if t.pos_ in NOMINAL and t.dep_.partition(":")[0] not in INSIDE_NAME)
    chunks = sorted(map(phrase, heads), key=lambda chunk: (chunk[0], -chunk[1]))
    for start, end in chunks:
        if start >= last_end:
            yield start, end, label
            last_end = end
