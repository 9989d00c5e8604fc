"""From the words that name a speaker to the speaker: an entity of the article, or a channel without a name."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Span, Token

from graph_schema.model import Stance
from ingest.nlp import syntax
from ingest.nlp.annotations import MENTIONS, NOMINALS
from ingest.nlp.cues import load_cues
from ingest.nlp.inflection import base_form

_NAME_LINKS = ("flat", "appos", "compound", "nmod:desc", "nmod:unmarked")
_OWNER_CASES = frozenset({"of", "by", "from", "for", "to", ""})


@dataclass(frozen=True, slots=True)
class SpeakerWords:
    """A speaker in the text; `entity` is the key of an entity, None for a channel."""

    span: Span
    kind: Literal["entity", "channel"]
    entity: str | None


class Speakers:
    """Who the words of one article stand for; built once for each."""

    def __init__(self, doc: Doc) -> None:
        """Index the mentions and nominals that other components found."""
        self._by_token: dict[int, Span] = {}
        for group in (NOMINALS, MENTIONS):  # a name wins over a description of the same words
            for span in doc.spans.get(group, ()):
                self._by_token |= {token.i: span for token in span}

    def of(self, head: Token) -> SpeakerWords | None:
        """The speaker that a noun phrase names; None when nothing tells, as with an unresolved pronoun."""
        words = phrase(head)
        lemma = base_form(head)
        lexicon = load_cues()
        named = self._mention(head) or self._name_after(words)
        person = named is not None and named.label_ == "PERSON"  # "a spokesman for the ministry, Ivan Petrov"
        if not person and lemma in lexicon.carriers and (owner := self._owner(head)):
            return SpeakerWords(words, "entity", owner.id_)
        if named is not None and (named.label_ != "GROUP" or lemma not in lexicon.evidence):
            return SpeakerWords(words, "entity", named.id_)
        if lemma in lexicon.evidence or (lemma in lexicon.people and head.pos_ != "PRON"):
            return SpeakerWords(words, "channel", None)
        return None

    def entity(self, head: Token) -> str | None:
        """The key of the entity that a noun phrase names or stands for, None when it names none."""
        named = self._mention(head)
        return named.id_ if named is not None else None

    def is_source(self, head: Token) -> bool:
        """Whether a noun can report by itself: a video, a list, an organisation."""
        named = self._mention(head)
        return base_form(head) in load_cues().evidence or (named is not None and named.label_ == "ORGANISATION")

    def organisation(self, head: Token) -> bool:
        """Whether a noun phrase names an organisation, such as the paper a witness spoke to."""
        named = self._mention(head)
        return named is not None and named.label_ == "ORGANISATION"

    def _mention(self, head: Token) -> Span | None:
        if found := self._by_token.get(head.i):
            return found
        for child in syntax.children(head, *_NAME_LINKS):
            found = self._by_token.get(child.i)
            if found is not None and (found.label_ in ("PERSON", "ORGANISATION") or child.dep_ in ("flat", "appos")):
                return found
        return None

    def _name_after(self, words: Span) -> Span | None:
        """The name that a description stands right before, where the parser did not join them: "the monitor Ledger"."""
        after = self._by_token.get(words.end)
        if after is None or after.start != words.end or after.label_ not in ("PERSON", "ORGANISATION"):
            return None
        return after

    def _owner(self, carrier: Token) -> Span | None:
        for child in carrier.children:
            possessed = child.dep_ in ("nmod:poss", "compound")
            if possessed or (child.dep_ == "nmod" and syntax.case_of(child) in _OWNER_CASES):
                found = self._mention(child)
                if found is not None and found.label_ != "PLACE":
                    return found
        for clause in syntax.children(carrier, "acl"):  # "a statement published by the ministry"
            doer = syntax.agent(clause)
            if doer is not None and (found := self._mention(doer)):
                return found
        return None


def phrase(head: Token) -> Span:
    """The noun phrase of a head without its prepositions and the clauses that hang on it."""
    clauses = [
        child
        for child in head.children
        if child.dep_ in syntax.CLAUSES or child.dep_ in ("case", "conj", "cc", "punct")
    ]
    kept = syntax.subtree(head, [c for c in clauses if c.dep_ != "conj" or c.i > head.i])
    start, end = next((start, end) for start, end in syntax.runs(kept) if start <= head.i < end)
    return syntax.trimmed(head.doc[start:end]) or head.doc[head.i : head.i + 1]


def prepositional(sentence: Span) -> Iterator[tuple[Span, Token, Stance]]:
    """Phrases such as "according to X": the words, the head of the noun phrase after them, the stance they carry."""
    phrases = load_cues().prepositions
    end = sentence.start
    for token in sentence:
        for words, stance in phrases.get(token.lower_, ()) if token.i >= end else ():
            cue = token.doc[token.i : min(token.i + len(words), sentence.end)]
            if tuple(word.lower_ for word in cue) == words:
                end = cue.end
                if (head := _object(cue, sentence)) is not None:
                    yield cue, head, stance
                break


def _object(cue: Span, sentence: Span) -> Token | None:
    """The noun the cue governs: the first noun after it whose head lies outside its own phrase."""
    inside = {token.i for token in cue}
    for token in sentence.doc[cue.end : sentence.end]:
        if token.head.i in inside and token.pos_ in syntax.NOMINAL:
            return token
        if any(child.i in inside for child in token.children) and token.pos_ in syntax.NOMINAL:
            return token
        if token.is_punct and token.text in (",", ";", "."):
            break
    return next((t for t in sentence.doc[cue.end : sentence.end] if t.pos_ in syntax.NOMINAL), None)
