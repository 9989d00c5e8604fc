"""Unnamed people as groups: "dozens of women", "villagers", "riot police".

A group's mention is its noun phrase without what follows the head; its key is the head with the words before it, so
that "women" and "the women" of one article are the same group.
"""

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from graph_schema.ids import fold_name
from ingest.nlp import lexicon
from ingest.nlp.annotations import GROUP, MENTIONS
from ingest.nlp.noun_chunks import phrase

TELLING = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})  # words before the head that tell one group from another
QUANTITIES = frozenset({
    "dozen", "hundred", "thousand", "million", "score", "ten", "crowd", "group", "number", "handful", "lot", "majority",
    "couple", "pair", "some", "many", "most", "several", "part", "rest", "half", "third", "quarter", "all", "one",
})  # fmt: skip
VAGUE = frozenset(
    {"other", "more", "many", "several", "few", "most", "some", "all", "such", "same", "own", "further", "least"}
)
# Too general to be a group when nothing describes them: "people", but "young people".
GENERAL = frozenset({"people", "persons", "members", "others"})


@Language.component("groups", requires=["doc.spans", "token.dep", "token.lemma"], assigns=["doc.spans"])
def groups(doc: Doc) -> Doc:
    """Add group mentions to `mentions`; names that are already there win."""
    mentions = list(doc.spans[MENTIONS])
    taken = {token.i for span in mentions for token in span}
    for token in doc:
        if token.i not in taken and is_people(token):
            start, end = _extent(token, taken)
            mentions.append(Span(doc, start, end, label=GROUP, span_id=f"group:{group_name(token)}"))
            taken.update(range(start, end))
    doc.spans[MENTIONS] = _numbered(sorted(mentions, key=lambda span: span.start))
    return doc


def _numbered(mentions: list[Span]) -> list[Span]:
    """Groups of one name told apart by their numbers: "two lawyers" are not the "six lawyers" before them.

    A mention without a number speaks of the latest that had one.
    """
    first: dict[str, str] = {}  # the number that the plain key of a name stands for
    latest: dict[str, str] = {}
    told: list[Span] = []
    for span in mentions:
        key = span.id_
        if span.label_ == GROUP and key:
            number = " ".join(t.lower_ for t in span if t.pos_ == "NUM" and t.dep_ == "nummod" and t.head == span.root)
            if number and number != first.setdefault(key, number):
                latest[key] = f"{key} ({number})"
            elif number:
                latest[key] = key
            if latest.get(key, key) != key:
                span = Span(span.doc, span.start, span.end, label=GROUP, span_id=latest[key])  # noqa: PLW2901
        told.append(span)
    return told


def is_people(token: Token) -> bool:
    """Whether a noun is the head of a phrase for several people."""
    number = lexicon.human_nouns().get(token.lemma_.lower())
    if number is None and token.lower_ in lexicon.human_nouns():
        number = lexicon.human_nouns()[token.lower_]
    if (
        number is None
        or token.pos_ not in {"NOUN", "PROPN"}
        or token.dep_.partition(":")[0] in {"compound", "amod", "flat"}
    ):
        return False
    if _followed_by_name(token):
        return False
    return (number == "collective" or is_plural(token)) and group_name(token) not in GENERAL


def is_plural(token: Token) -> bool:
    """By tag or morphology."""
    return token.tag_ in {"NNS", "NNPS"} or "Plur" in token.morph.get("Number", [])


def _followed_by_name(token: Token) -> bool:
    """A title before a name ("police chief Jane Roe") describes one person."""
    return any(
        child.dep_ in {"flat", "appos"} and child.pos_ == "PROPN" and child.i == token.i + 1 for child in token.rights
    )


def _extent(head: Token, taken: set[int]) -> tuple[int, int]:
    start, end = phrase(head)
    counted = head.head
    if head.dep_ == "nmod" and counted.lemma_.lower() in QUANTITIES and counted.i < start and counted.i not in taken:
        start = phrase(counted)[0]
    while start < head.i and (
        not taken.isdisjoint(range(start, head.i))
        or head.doc[start].pos_ == "PRON"
        or (head.doc[start].dep_ == "case" and head.doc[start].head in (head, *head.lefts))
    ):
        start += 1  # "their sons" mentions the sons; whose they are is a mention of its own
    return start, max(end, head.i + 1)


def group_name(head: Token) -> str:
    """The folded phrase without articles, numbers and quantities: what tells one group of an article from another."""
    start, end = phrase(head)
    telling = [t.lower_ for t in head.doc[start:end] if t.i == head.i or (t.pos_ in TELLING and t.lower_ not in VAGUE)]
    return fold_name(" ".join(telling)) or head.lower_
