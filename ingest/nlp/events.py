"""Codebook events: the words of a text that name one, under the conditions the codebook sets."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from graph_schema.codebook import EventType, Trigger, load_codebook
from ingest.nlp import lexicon, syntax
from ingest.nlp.inflection import base_form

PHRASE_GAP = 1  # words that may stand inside a phrase: "opened heavy fire"
# A noun before another noun qualifies it ("riot police", "strike committee") unless that one is itself an event or a
# word without meaning of its own ("protest march", "protest action").
_LIGHT_NOUNS = frozenset(
    {"action", "movement", "wave", "campaign", "event", "attempt", "operation", "case", "toll", "rate"}
)
# Who gathers or walks out for other reasons than to protest.
_OFFICIALS = frozenset({
    "administrator", "aide", "ally", "boss", "candidate", "chief", "commando", "councillor", "councilor", "delegate",
    "deputy", "diplomat", "envoy", "executive", "gunman", "inspector", "investigator", "judge", "lawmaker", "leader",
    "legislator", "manager", "mayor", "minister", "negotiator", "official", "paratrooper", "politician", "prosecutor",
    "senator", "sniper", "tourist",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """A word that names an event of the codebook."""

    token: Token
    type: EventType


_Named = tuple[EventType, Trigger]


@dataclass(frozen=True, slots=True)
class _Index:
    words: dict[tuple[str, str], list[_Named]]  # by lemma and part of speech
    phrases: dict[str, list[tuple[tuple[str, ...], EventType]]]  # by the first lemma


@lru_cache
def _index() -> _Index:
    index = _Index({}, {})
    for event in load_codebook().types.values():
        for trigger in event.triggers:
            named = (event, trigger)
            for part, lemmas in (("VERB", trigger.verbs), ("NOUN", trigger.nouns), ("ADJ", trigger.adjectives)):
                for lemma in lemmas:
                    index.words.setdefault((lemma, part), []).append(named)
            for phrase in trigger.phrases:
                words = tuple(phrase.split())
                index.phrases.setdefault(words[0], []).append((words, event))
    return index


def find_events(span: Doc | Span) -> list[Event]:
    """Every event word of a parsed text, in order. One event a word: the type of the highest rank."""
    found: dict[int, Event] = {}
    taken: set[int] = set()
    for token in span:
        for event, end in _phrases_at(token, span):
            _keep(found, event)
            taken |= set(range(token.i, end))
    for token in span:
        if token.i not in taken:
            for event in _words_at(token):
                _keep(found, event)
    return [found[i] for i in sorted(found)]


def _keep(found: dict[int, Event], event: Event) -> None:
    known = found.get(event.token.i)
    if known is None or known.type.rank < event.type.rank:
        found[event.token.i] = event


def _phrases_at(token: Token, span: Doc | Span) -> Iterator[tuple[Event, int]]:
    """Events whose phrase starts at a token, on the head word of the phrase, with the token number after it."""
    for words, event in _index().phrases.get(base_form(token), ()):
        end = _match(words, token)
        if end is not None and end <= span[-1].i + 1:
            head = min(token.doc[token.i : end], key=lambda one: (len(list(syntax.ancestors(one))), one.i))
            yield Event(head, event), end


def _match(words: tuple[str, ...], token: Token) -> int | None:
    at, gap = token.i, PHRASE_GAP
    doc = token.doc
    for word in words:
        while at < len(doc) and word not in (doc[at].lemma_.lower(), doc[at].lower_):
            if gap == 0 or at == token.i or doc[at].is_punct:
                return None
            at, gap = at + 1, gap - 1
        if at >= len(doc):
            return None
        at += 1
    return at


def _words_at(token: Token) -> Iterator[Event]:
    part = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "ADJ": "ADJ"}.get(syntax.part(token))
    if part is None:
        return
    named = _index().words
    lemma = base_form(token)
    candidates = list(named.get((lemma, part), ()))
    if part == "ADJ" or token.tag_ in ("VBN", "NNS", "NN"):  # "68 injured", "the dead": participles tagged either way
        candidates += named.get((token.lower_, "ADJ"), ())
    for event, trigger in candidates:
        if part == "NOUN" and _is_modifier(token):
            continue
        if _holds(token, trigger):
            yield Event(token, event)


def _is_modifier(noun: Token) -> bool:
    if noun.dep_ != "compound":
        return False
    head = base_form(noun.head)
    return head not in _LIGHT_NOUNS and (head, "NOUN") not in _index().words


def _holds(token: Token, trigger: Trigger) -> bool:
    if trigger.without and not trigger.without.isdisjoint(_beside(token)):
        return False
    if trigger.subjects:
        doer = syntax.subject(token)
        if doer is None or trigger.subjects.isdisjoint(_names(doer) | _trade(doer)):
            return False
    return not trigger.complements or any(
        not trigger.complements.isdisjoint(_names(one)) for one in syntax.complements(token)
    )


def _names(token: Token) -> set[str]:
    """What a noun phrase can be recognised by; a bare number stands for people ("some 300 gathered")."""
    words = {base_form(token), token.lower_}
    words |= {
        base_form(child)
        for child in syntax.children(token, "conj", "nmod")
        if child.dep_ == "conj" or token.pos_ == "NUM"
    }
    return words | {"people"} if token.pos_ == "NUM" or token.text in lexicon.plural_demonyms() else words


def _trade(noun: Token) -> set[str]:
    """The people that a plural of a trade stands for, as in "harbour pilots"; none for those of office or of arms."""
    trade = base_form(noun)
    known = noun.tag_ == "NNS" and lexicon.human_nouns().get(trade) == "count"
    other = trade in _OFFICIALS or trade in load_codebook().classes["authority"]
    return {"people"} if known and not other else set()


def _beside(token: Token) -> set[str]:
    around = {base_form(child) for child in token.children if child.dep_ not in ("punct", "nsubj")}
    return around | {base_form(token.head)} if token.dep_ == "nsubj" else around
