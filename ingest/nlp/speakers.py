"""From the words that name a speaker to the speaker: an entity of the article, or a channel without a name."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Span, Token

from graph_schema.model import Stance
from ingest.nlp import lexicon, roles, syntax
from ingest.nlp.annotations import MENTIONS, NOMINALS
from ingest.nlp.cues import load_cues
from ingest.nlp.groups import is_plural
from ingest.nlp.inflection import base_form

_NAME_LINKS = ("flat", "appos", "compound", "nmod:desc", "nmod:unmarked")
_NUMBER_LINKS = ("flat", "nummod", "compound")
_RESTRICTION = 12  # words that tell which one is meant; a longer clause is a slip of the parse
COUNTINGS = frozenset({"count", "estimate", "tally", "reckoning"})
FOOTAGE = frozenset({"video", "footage", "clip", "photo", "photograph", "picture", "image", "recording", "livestream"})
# Prepositions with nouns that tell what stands beside them: "by their own tally", "in a clip from the square".
_TELLING = {"by": COUNTINGS, "in": FOOTAGE, "on": FOOTAGE}
_OUTLET = frozenset({
    "newspaper", "paper", "broadcaster", "agency", "outlet", "site", "website", "channel", "magazine", "publication",
    "station", "reporter", "correspondent", "journalist", "team", "newsroom",
})  # fmt: skip
# Whoever does this with a statement need not be who makes it.
_CARRYING = frozenset({"carry", "broadcast", "air", "relay", "obtain", "see", "share", "quote", "cite", "read"})
_OWNER_CASES = frozenset({"of", "by", "from", "for", "to", ""})


@dataclass(frozen=True, slots=True)
class SpeakerWords:
    """A speaker in the text; `entity` is the key of an entity, None for a channel.

    `called` is what a channel is called where its own words say too little: "one nurse" for "one of them".
    """

    span: Span
    kind: Literal["entity", "channel"]
    entity: str | None
    called: str | None = None


class Speakers:
    """Who the words of one article stand for; built once for each."""

    def __init__(self, doc: Doc) -> None:
        """Index the mentions and nominals that other components found."""
        self._names = {token.i: span for span in doc.spans.get(MENTIONS, ()) for token in span}
        described = {token.i: span for span in doc.spans.get(NOMINALS, ()) for token in span}
        self._by_token = described | self._names  # a name wins over a description of the same words
        self._kinds = {span.id_: span.label_ for span in self._by_token.values()}
        called = ((span.id_, syntax.PRONOUNS.get(span.text.lower())) for span in doc.spans.get(NOMINALS, ()))
        self._sexes = {key: sex for key, sex in called if sex in ("m", "f")}

    def of(self, head: Token, *, says: bool = False) -> SpeakerWords | None:
        """The speaker that a noun phrase names; None when nothing tells, as with an unresolved pronoun.

        `says`: it is the subject of a verb of saying, so that any noun may be one.
        """
        head = _numbered(head)
        words = phrase(head)
        lemma = base_form(head)
        cues = load_cues()
        named = self._apposed(words) or self._body_of(head) or self._mention(head) or self._name_after(words)
        person = named is not None and named.label_ == "PERSON"  # "a spokesman for the ministry, Ivan Petrov"
        own = head.i in self._by_token and named is not None and named.label_ != "GROUP"  # "the channel Azattyk"
        if not person and not own and lemma in cues.carriers and (owner := self._owner(head)):
            return SpeakerWords(words, "entity", owner.id_)
        if named is not None and (named.label_ != "GROUP" or lemma not in cues.evidence):
            return SpeakerWords(words, "entity", named.id_)
        speaks = says or lemma in cues.people or any(roles.describes(head, kind) for kind in ("PERSON", "ORGANISATION"))
        if lemma in cues.evidence or (speaks and head.pos_ in ("NOUN", "PROPN")):
            words = _untold(words) if lemma in cues.nouns else words
            return SpeakerWords(restricted(words), "channel", None)
        return None

    def entity(self, head: Token) -> str | None:
        """The key of the entity that a noun phrase names or stands for, None when it names none."""
        named = self._mention(head)
        return named.id_ if named is not None else None

    def kind(self, entity: str) -> str:
        """The label of an entity's mentions. Raises KeyError when there is no such entity."""
        return self._kinds[entity]

    def sex(self, entity: str) -> str | None:
        """Return "m" or "f" by the pronouns that stand for an entity; None where there are none."""
        return self._sexes.get(entity)

    def is_source(self, head: Token) -> bool:
        """Whether a noun can report by itself: a video, a list, an organisation."""
        named = self._mention(head)
        return base_form(head) in load_cues().evidence or (named is not None and named.label_ == "ORGANISATION")

    def outlet(self, head: Token) -> bool:
        """Whether the outlet speaks of itself: "we", "our reporter", "this newspaper"."""
        if head.pos_ == "PRON":
            return head.lower_ == "we"
        own = any(child.lower_ in ("our", "this") for child in syntax.children(head, "det", "nmod:poss"))
        if own and base_form(head) in _OUTLET:
            return True
        return base_form(head) in COUNTINGS and any(map(self.outlet, syntax.children(head, "nmod:poss")))

    def person(self, head: Token) -> bool:
        """Whether a noun phrase names a person, or stands for one."""
        named = self._mention(head)
        return named is not None and named.label_ == "PERSON"

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

    def _apposed(self, words: Span) -> Span | None:
        """The person or body whose name follows a description after a comma: "the chief of police, Jane Roe,"."""
        doc, end = words.doc, restricted(words).end  # "the baker who lives there, Jane Roe,"
        commas = [i for i in range(words.start + 1, min(end + 1, len(doc) - 1)) if doc[i].text == ","]
        for comma in commas:
            after = comma + 1
            while after < len(doc) - 1 and doc[after].lower_.rstrip(".") in lexicon.titles():  # "…, Colonel Roe"
                after += 1
            named = self._names.get(after)
            if named is None or named.end < words.end or named.label_ not in ("PERSON", "ORGANISATION"):
                continue
            seat = self._names.get(comma - 1)  # "the governor of Kansas, Jane Roe": the parser may take it for the head
            seated = seat is not None and seat.label_ == "PLACE" and named.label_ == "PERSON"
            described = any(roles.describes(noun, named.label_) for noun in (words.root, words.root.head))
            if described or seated or _stands_apart(named, words.root):
                return named
        return None

    def _name_after(self, words: Span) -> Span | None:
        """The name that a description stands right before, where the parser did not join them: "the monitor Ledger"."""
        after = self._by_token.get(words.end)
        if after is None or after.start != words.end or after.label_ not in ("PERSON", "ORGANISATION"):
            return None
        return after

    def _body_of(self, staff: Token) -> Span | None:
        """The body for which several of its people speak: "its monitors", "lawyers of the institute"."""
        several = is_plural(staff) or lexicon.human_nouns().get(base_form(staff)) == "collective"
        counted = any(child.dep_ == "nummod" for child in staff.lefts)  # "two of its members": some of many
        owner = self._owner(staff) if several and not counted and base_form(staff) in load_cues().staff else None
        return owner if owner is not None and owner.label_ == "ORGANISATION" else None

    def _owner(self, carrier: Token) -> Span | None:
        for child in carrier.children:
            possessed = child.dep_ in ("nmod:poss", "compound") or child.tag_ == "PRP$"
            owns = child.dep_ == "nmod" and syntax.case_of(child) in _OWNER_CASES
            if possessed or (owns and base_form(child.left_edge.nbor(-1)) not in _CARRYING):
                found = self._mention(child)
                if found is not None and found.label_ != "PLACE":
                    return found
        for clause in syntax.children(carrier, "acl"):  # "a statement published by the ministry"
            doer = syntax.agent(clause)
            if doer is not None and base_form(clause) not in _CARRYING and (found := self._mention(doer)):
                return found
        return None


def phrase(head: Token) -> Span:
    """The noun phrase of a head without its prepositions and the clauses that hang on it."""
    clauses = [
        child
        for child in head.children
        if child.dep_ in syntax.CLAUSES or child.dep_ in ("case", "mark", "conj", "cc", "punct")
    ]
    kept = syntax.subtree(head, [c for c in clauses if c.dep_ != "conj" or c.i > head.i])
    start, end = next((start, end) for start, end in syntax.runs(kept) if start <= head.i < end)
    return syntax.trimmed(head.doc[start:end]) or head.doc[head.i : head.i + 1]


def _numbered(head: Token) -> Token:
    """Of "a nurse at Hospital No. 4" the nurse, where the number was taken for the one who speaks."""
    while head.is_digit and head.dep_ in _NUMBER_LINKS and head.head.pos_ in syntax.NOMINAL:
        head = head.head
        while head.dep_ == "nmod" and head.head.pos_ == "NOUN" and roles.describes(head.head, "PERSON"):
            head = head.head
    return head


def _stands_apart(name: Span, noun: Token) -> bool:
    """Whether a name between marks says who it is that a noun describes, whatever the noun means."""
    after = name.doc[name.end] if name.end < len(name.doc) else None
    closed = after is None or after.is_punct or after.is_space
    return closed and noun.tag_ == "NN" and name.root.dep_ not in syntax.SUBJECTS


def _untold(words: Span) -> Span:
    """A report or rumour without what it is of, which it tells: "rumours of gunfire"."""
    told = syntax.first(child for child in syntax.children(words.root, "nmod") if syntax.case_of(child) == "of")
    end = told.left_edge.i if told is not None and told.i > words.root.i else words.end
    return words.doc[words.start : min(end, words.end)]


def restricted(words: Span) -> Span:
    """A noun phrase with the clause that tells which one is meant: "a baker who lives there", "men held on Friday"."""
    after = words.doc[words.end] if words.end < len(words.doc) else None
    clause = syntax.first(syntax.children(words.root, "acl", "acl:relcl"))
    if after is None or clause is None or after.i != clause.left_edge.i or after.is_punct:
        return words
    # "reports that …" tells what they say
    if syntax.has_that(clause) or clause.right_edge.i > after.i + _RESTRICTION:
        return words
    # a second verb is the cue, or that of another clause
    end = next(iter([t.i for t in clause.subtree if t.tag_ in syntax.FINITE][1:]), clause.right_edge.i + 1)
    return syntax.trimmed(words.doc[words.start : end]) or words


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
        noun = token.head if token.dep_ == "case" and token.i >= end else None
        telling = noun is not None and base_form(noun) in _TELLING.get(token.lower_, ())
        if noun is not None and telling and syntax.first(syntax.children(noun, "nmod")) is None:
            yield token.doc[token.i : token.i + 1], noun, "asserted"


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
