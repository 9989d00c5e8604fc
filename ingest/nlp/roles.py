"""Descriptions beside names: titles before them, appositions, and what a sentence says someone is."""

from collections.abc import Iterator, Set

from spacy.tokens import Span, Token

from ingest.nlp import lexicon
from ingest.nlp.annotations import ORGANISATION, PERSON, PLACE, ROLE
from ingest.nlp.groups import is_plural
from ingest.nlp.noun_chunks import phrase

LONGEST_ROLE = 6  # tokens before the head of a title
BODIES = frozenset({
    "group", "body", "organisation", "organization", "ngo", "outlet", "monitor", "watchdog", "publication", "paper",
    "site", "institution", "firm", "operator", "force", "authority", "militia", "channel", "platform", "brigade",
})  # fmt: skip
SETTLEMENTS = frozenset({"capital", "settlement", "hamlet", "community", "nation", "area", "territory", "homeland"})


def before(name: Span) -> Span | None:
    """The title or description right before a name ("Interior Minister", "the monitoring group"), without articles."""
    doc, end = name.doc, name.start
    while end and _is_honorific(doc[end - 1]):
        end -= 1
    if not end or not describes(doc[end - 1], name.label_) or is_plural(doc[end - 1]):
        return None
    start = end - 1
    while start and end - start <= LONGEST_ROLE and _modifies(doc[start - 1]):
        start -= 1
    return Span(doc, start, end, label=ROLE)


def _is_honorific(token: Token) -> bool:
    title = lexicon.titles().get(token.lower_.rstrip("."))
    return title is not None and title.kind == "honorific"


def _modifies(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN", "ADJ"} or token.text in {"-", "'s", "’s"}


def describes(noun: Token, kind: str) -> bool:
    """Whether a noun can describe a person, an organisation or a place."""
    word, lemma = noun.lower_.rstrip("."), noun.lemma_.lower()
    if kind == PERSON:
        number = lexicon.human_nouns().get(lemma) or lexicon.human_nouns().get(word)
        return word in lexicon.titles() or lemma in lexicon.titles() or number == "count"
    head = lexicon.name_heads().get(lemma) or lexicon.name_heads().get(word)
    if kind == ORGANISATION:
        return lemma in BODIES or (head is not None and head.kind == "organisation")
    return kind == PLACE and (lemma in SETTLEMENTS or (head is not None and head.kind == "place"))


def heads(name: Span, predicates: Set[int]) -> Iterator[Token]:
    """Nouns that the sentence equates with a name: "X, the head of Y" · "the head of Y, X," · "X is the head of Y".

    `predicates` are the tokens of the document that have a copula.
    """
    root = name.root
    linked = beside(name)
    if root.dep_ == "nsubj" and root.head.i in predicates and root.head.pos_ == "NOUN":
        linked.append(root.head)
    for noun in linked:
        if describes(noun, name.label_) and not is_plural(noun):
            yield noun


def beside(name: Span) -> list[Token]:
    """Common nouns in apposition to a name: "X, a news site" · "the transport inspectorate, X"."""
    root = name.root
    linked = [child for child in root.children if child.dep_ == "appos"]
    if root.dep_ == "appos":
        linked.append(_held(root.head))
    return [noun for noun in linked if noun.pos_ == "NOUN" and not name.start <= noun.i < name.end]


def _held(noun: Token) -> Token:
    """Of "the head of the district, X" the office, not the district that the parser hangs the name on."""
    office = noun.head
    of = any(case.dep_ == "case" and case.lower_ == "of" for case in noun.lefts)
    return office if noun.dep_ == "nmod" and of and describes(office, PERSON) else noun


def described(noun: Token) -> tuple[Span, Span]:
    """The whole description ("the head of the republic") and the role in it ("head of the republic")."""
    start, end = phrase(noun)
    for child in noun.rights:
        if child.dep_ == "nmod" and child.i - end <= LONGEST_ROLE and _of(child):
            end = child.right_edge.i + 1
            break
    first = start
    while first < noun.i and (noun.doc[first].pos_ in {"DET", "PRON", "PART", "PUNCT"}):
        first += 1
    return Span(noun.doc, start, end), Span(noun.doc, first, end, label=ROLE)


def _of(child: Token) -> bool:
    return any(case.dep_ == "case" and case.lower_ == "of" for case in child.lefts) and not any(
        token.text == "," for token in child.subtree
    )
