"""Around the event of a claim: who did it to whom, with what, shouting what, and over what."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Span, Token

from graph_schema.codebook import load_codebook
from ingest.nlp import syntax
from ingest.nlp.attribution import Attribution
from ingest.nlp.events import Event
from ingest.nlp.inflection import base_form
from ingest.nlp.landmarks import Landmarks

# "held a rally", "staged a sit-in": the noun is the event, its actor the verb's
_STAGING = frozenset({"hold", "stage", "organise", "organize", "join", "begin", "start", "launch", "attend", "lead"})
_VICTIM_VERBS = frozenset({"die", "perish", "drown", "suffocate"})  # their subject is whom it happened to
_CAUSES = frozenset(
    {"over", "against", "because of", "due to", "in response to", "in protest at", "in protest against"}
)
_VOICED = frozenset({"chant", "shout", "slogan", "banner", "placard", "sign", "poster", "sing", "cry", "graffiti"})
_NEAR = 6  # words between a verb of shouting and the slogan


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Heads of the noun phrases for actors and targets; words of tactics and weapons, slogans and causes."""

    actors: tuple[Token, ...]
    targets: tuple[Token, ...]
    tactics: tuple[Span, ...]
    slogans: tuple[Span, ...]
    causes: tuple[Span, ...]


def circumstances(one: Attribution, event: Event | None, landmarks: Landmarks) -> Circumstances:
    """What a content says around its event; all empty but tactics and slogans where no event is named."""
    start, end = one.content
    token = event.token if event is not None and start <= event.token.i < end else None
    actor, target = _parties(token) if token is not None else (None, None)
    return Circumstances(
        actors=tuple(_each(actor, start, end)),
        targets=tuple(_each(target, start, end)),
        tactics=tuple(_tactics(one.head.doc[start:end])),
        slogans=tuple(_slogans(start, end, landmarks)),
        causes=tuple(_causes(token, start, end)) if token is not None else (),
    )


def _parties(token: Token) -> tuple[Token | None, Token | None]:
    """Who does it, and whom it is done to."""
    if syntax.part(token) not in ("VERB", "AUX"):
        return _parties_of_noun(token)
    if syntax.is_passive(token):
        undergoer = syntax.first(syntax.children(token, "nsubj:pass"))
        return syntax.agent(token), undergoer or (token.head if token.dep_ == "acl" else None)
    if base_form(token) in _VICTIM_VERBS:
        return None, syntax.subject(token)
    aimed = (
        child for child in syntax.children(token, *syntax.OBLIQUE) if syntax.case_of(child) in ("at", "on", "against")
    )
    hit = syntax.first(
        child for child in aimed if child.pos_ in ("NOUN", "PRON") or child.ent_type_ in ("PERSON", "ORG")
    )
    return syntax.subject(token), hit or syntax.first(syntax.children(token, "obj"))


def _parties_of_noun(noun: Token) -> tuple[Token | None, Token | None]:
    doer = syntax.first(child for child in syntax.children(noun, "nmod") if syntax.case_of(child) == "by")
    undergoer = syntax.first(
        child
        for child in syntax.children(noun, "nmod")
        if syntax.case_of(child) in ("of", "on", "against") and child.pos_ != "NUM"
    )
    staged = noun.dep_ == "obj" and base_form(noun.head) in _STAGING
    return doer or (syntax.subject(noun.head) if staged else None), undergoer


def _each(head: Token | None, start: int, end: int) -> Iterator[Token]:
    """A noun and those coordinated with it, inside the content."""
    if head is not None:
        yield from (one for one in (head, *syntax.children(head, "conj")) if start <= one.i < end)


def _tactics(words: Span) -> Iterator[Span]:
    lemmas = [base_form(token) for token in words]
    at = 0
    while at < len(lemmas):
        length = next((n for n in (3, 2, 1) if tuple(lemmas[at : at + n]) in _tactic_words()), 0)
        if length:
            yield words[at : at + length]
        at += max(1, length)


@lru_cache
def _tactic_words() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in load_codebook().classes["tactic"])


def _slogans(start: int, end: int, landmarks: Landmarks) -> Iterator[Span]:
    """Quoted words close behind a word for shouting or for what is written on."""
    for piece in landmarks.quotes_in(start, end):
        doc = piece.span.doc
        before = doc[max(piece.span.sent.start, piece.span.start - _NEAR) : piece.span.start]
        words = syntax.trimmed(piece.span)
        if words is not None and any(base_form(token) in _VOICED for token in before):
            yield words


def _causes(token: Token, start: int, end: int) -> Iterator[Span]:
    for child in (*syntax.children(token, *syntax.OBLIQUE, "nmod"), *_staged(token)):
        case = syntax.case_of(child)
        if case in _CAUSES and start <= child.i < end:
            words = child.doc[child.left_edge.i + len(case.split()) : min(child.right_edge.i + 1, end)]
            if (found := syntax.trimmed(words)) is not None:
                yield found


def _staged(noun: Token) -> Iterator[Token]:
    """What hangs on the verb of "held a rally over …"."""
    if noun.dep_ == "obj" and base_form(noun.head) in _STAGING:
        yield from syntax.children(noun.head, *syntax.OBLIQUE)
