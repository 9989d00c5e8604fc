"""Who a name, a description or a pronoun of an article stands for.

Names are grouped by their parts (naming.py). Descriptions beside names teach what else an entity is called ("the
monitor", "the governor"); later descriptions and pronouns go to the nearest entity before them that fits. What stays
doubtful stays unresolved: a statement put in the wrong mouth is worse than one without a speaker.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import takewhile

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from graph_schema.ids import fold_name
from ingest.nlp import gazetteer, lexicon, naming, places, roles, state_bodies
from ingest.nlp.annotations import GROUP, MENTIONS, NOMINALS, ORGANISATION, PERSON, PLACE, ROLE, ROLES, fields
from ingest.nlp.groups import is_plural
from ingest.nlp.noun_chunks import phrase
from ingest.nlp.syntax import PRONOUNS

# Bodies that are called after the place they are for, whatever the recogniser takes its name for.
SEATED = frozenset({"prefecture", "council", "court", "government", "administration", "municipality", "parliament"})
OF_A_TOWN = frozenset({"local", "city", "town", "municipal"})
SEAT_WITHIN = 7  # words after an institution in which the place that it is of ends
NAMING = frozenset({"appos", "compound", "flat", "nmod:desc", "nmod:unmarked"})  # how a noun holds a name
DEFINITE = frozenset({"the", "this", "that"})
REACH = {"pronoun": 2, "description": 3}  # sentences back that an unlearned reference may reach
LOOKBACK = 60  # references: bounds the time on text without sentences
GENERIC_BODIES = frozenset(
    {
        "group", "organisation", "organization", "body", "watchdog", "monitor", "ngo", "outlet", "agency", "collective",
        "network", "coalition",
    }
)  # fmt: skip
FEATURES = {
    "town": frozenset({"city", "town", "village", "settlement"}),
    "region": frozenset({"region", "republic", "province", "state", "oblast", "district"}),
    "country": frozenset({"country", "nation"}),
}
# Slavic surnames agree with their bearer's sex.
FEMALE_SURNAMES = ("ova", "eva", "ina", "aya", "skaia")
MALE_SURNAMES = ("ov", "ev", "sky", "skii", "skiy")


@dataclass(slots=True)
class Entity:
    """What the article has said of an entity so far."""

    kind: str
    called: set[str] = field(default_factory=set)  # lemmas of nouns that described it
    gender: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in the text that stands for an entity."""

    root: Token
    start: int
    key: str


@Language.component("coreference", requires=["doc.spans", "token.dep", "doc.sents"], assigns=["doc.spans"])
def coreference(doc: Doc) -> Doc:
    """Give every mention its entity key; add `nominals` (descriptions, pronouns) and `roles`."""
    mentions = list(doc.spans[MENTIONS])
    keys = naming.keys(mentions)
    named = [
        Span(doc, m.start, m.end, m.label_, kb_id=m.kb_id_, span_id=k) for m, k in zip(mentions, keys, strict=True)
    ]
    bodies = {span.root.i: span for span in state_bodies.of_the_country(doc, named)}
    named = [span for span in named if span.root.i not in bodies]  # a group till now: "police"
    doc.spans[MENTIONS] = named
    reading = Reading(doc, named, bodies.values())
    reading.learn()
    reading.refer()
    doc.spans[NOMINALS] = sorted(reading.nominals.values(), key=lambda span: span.start)
    doc.spans[ROLES] = sorted(reading.roles, key=lambda span: span.start)
    return doc


class Reading:
    """One pass over a document whose named mentions have keys, and the bodies of its country too."""

    def __init__(self, doc: Doc, named: list[Span], bodies: Collection[Span] = ()) -> None:
        self.doc = doc
        self.entities = {span.id_: Entity(span.label_) for span in named}
        self.references = {span.root.i: Reference(span.root, span.start, span.id_) for span in named}
        self.order = sorted(self.references)  # the tokens of all references so far
        self.named = named
        self.taken = {token.i for span in named for token in span}
        # by the token a name starts with, of what is neither a place nor a group
        self.names = {
            span.start: self.references[span.root.i] for span in named if span.label_ in {PERSON, ORGANISATION}
        }
        self.places = {token.i for span in named if span.label_ == PLACE for token in span}
        self.nominals: dict[int, Span] = {}
        self.roles: list[Span] = []
        self.predicates = {token.head.i for token in doc if token.dep_ == "cop"}
        self.sentence = {token.i: number for number, sent in enumerate(doc.sents) for token in sent}
        self.bodies = {span.id_ for span in bodies if span.kb_id_}
        for span in bodies:
            known = self.entities.setdefault(span.id_, Entity(ORGANISATION))
            known.called.add(span.root.lemma_.lower())
            self._nominal(span, span.id_)

    def learn(self) -> None:
        """Descriptions and gender from what stands beside the names."""
        for span in self.named:
            entity = self.entities[span.id_]
            if span.label_ == GROUP:
                entity.called.add(span.root.lemma_.lower())
                continue
            if (title := roles.before(span)) is not None:
                self._role(span, title)
            for noun in roles.heads(span, self.predicates):
                whole, role = roles.described(noun)
                self._role(span, role)
                if not self.taken & {token.i for token in whole if token.i == noun.i}:
                    self._nominal(whole, span.id_)
            entity.called.update(token.lower_ for token in span if token.lower_ in lexicon.name_heads())
            after = span.root.head  # "the CGT union"
            if after.i == span.end and after.pos_ == "NOUN" and roles.describes(after, span.label_):
                entity.called.add(after.lemma_.lower())
            if span.label_ == PERSON:
                entity.gender = entity.gender or _gender(span)

    def _role(self, name: Span, role: Span) -> None:
        entity = self.entities[name.id_]
        entity.called.add(role.root.lemma_.lower())
        entity.called.add(role[-1].lower_)
        if name.label_ == PERSON:
            genders = {title.gender for token in role if (title := lexicon.titles().get(token.lower_))} - {"-"}
            entity.gender = entity.gender or (genders.pop() if len(genders) == 1 else None)
            self.roles.append(Span(self.doc, role.start, role.end, label=ROLE, span_id=name.id_))

    def _nominal(self, span: Span, key: str) -> None:
        label = self.entities[key].kind
        self.nominals[span.root.i] = Span(self.doc, span.start, span.end, label=label, kb_id=span.kb_id_, span_id=key)
        if span.root.i not in self.references:
            self.references[span.root.i] = Reference(span.root, span.start, key)
            insort(self.order, span.root.i)

    def refer(self) -> None:
        """Descriptions and pronouns, from first to last, so that each can rest on those before it."""
        for token in self.doc:
            if token.i in self.references or token.i in self.taken:
                continue
            if token.lower_ in PRONOUNS and token.pos_ in {"PRON", "DET"}:
                key = self._pronoun(token)
                if key is not None:
                    self._nominal(Span(self.doc, token.i, token.i + 1), key)
            elif token.pos_ in {"NOUN", "PROPN"} and _is_definite(token):
                key = self._description(token)
                if key is not None:
                    self._nominal(Span(self.doc, *phrase(token)), key)
                elif _is_institution(token) or (self._own_name(token) and roles.describes(token, ORGANISATION)):
                    self._institution(token)

    def _institution(self, noun: Token) -> None:
        """An institution that is described and never named ("the health ministry") is an entity of its own.

        So is one that has the name of something else before its noun ("the Lumen news agency").
        """
        own = self._own_name(noun)
        if own is not None and own.start > noun.i:
            return  # it has a name after all
        start, end = phrase(noun)
        while self.doc[start].dep_ == "det":
            start += 1
        start = max(start, own.start) if own is not None else start
        names, end = self._seated(start, end)
        key = f"organisation:{fold_name(names[0] if names else self.doc[start:end].text)}"
        named = range(own.start, noun.i) if own is not None else range(0)
        if end - start > 1 and not any(self.taken_by_others(i) for i in range(start, end) if i not in named):
            known = self.entities.setdefault(key, Entity(ORGANISATION))
            known.called.add(noun.lemma_.lower())
            self._nominal(Span(self.doc, start, end, kb_id=fields(*names)), key)

    def _seated(self, start: int, end: int) -> tuple[list[str], int]:
        """The names that an institution has from its place, and where its words end, with the place if that follows.

        The place is what it is of ("the prefecture of Gironde", "the council of Freedonia's Westland region"), or for
        a town's own institution ("the local council") the town before it in the sentence.
        """
        words = self.doc[start:end].text
        after = self.doc[end : end + SEAT_WITHIN]
        if after and after[0].lower_ == "of":
            seats = [m for m in self.named if m.label_ == PLACE and end < m.start < after.end]
            reach = end + 1
            for seat in seats:
                between = self.doc[reach : seat.start]
                if any(token.tag_ not in {"DT", "POS"} and token.pos_ not in {"PROPN", "ADJ"} for token in between):
                    break
                reach = seat.end
                if reach == len(self.doc) or self.doc[reach].tag_ != "POS":
                    return [f"{seat.text} {words}", f"{words} of {seat.text}"], reach
            return [], end
        first, _, kind = words.lower().partition(" ")
        if first not in OF_A_TOWN or kind not in SEATED:
            return [], end
        before = [m for m in self.named if m.start >= self.doc[start].sent.start and m.end <= start]
        town = next((m for m in reversed(before) if self._feature(m.id_) == "town"), None)
        if town is None:
            return [], end
        return [f"{town.text} {kind}", f"{town.text} city {kind}", f"{town.text} {words}"], end

    def taken_by_others(self, token: int) -> bool:
        """Whether a token is in a name that is not of a place, which may be part of an institution's."""
        return token in self.taken and token not in self.places

    def _before(self, token: Token, sentences: int) -> list[Reference]:
        """References before a token within so many sentences, nearest first."""
        lowest = self.sentence[token.i] - sentences
        last = bisect_left(self.order, token.i)
        nearest = (self.references[i] for i in reversed(self.order[max(0, last - LOOKBACK) : last]))
        return list(takewhile(lambda reference: self.sentence[reference.root.i] >= lowest, nearest))

    def _description(self, noun: Token) -> str | None:
        word = noun.lemma_.lower()
        kinds = [kind for kind in (PERSON, ORGANISATION, PLACE) if roles.describes(noun, kind)]
        if (own := self._own_name(noun)) is not None:
            return own.key if self.entities[own.key].kind in kinds and word not in SEATED else None
        earlier = [r for r in self._before(noun, len(self.doc)) if self.entities[r.key].kind in kinds]
        for reference in earlier:
            if word in self.entities[reference.key].called:
                return reference.key
        near = [r for r in earlier if self.sentence[noun.i] - self.sentence[r.root.i] <= REACH["description"]]
        if word in GENERIC_BODIES:
            return self._salient(noun, [r for r in near if self._may_be_generic(r.key)])
        if word == "capital" and (key := f"place:{places.capital_spoken_of(noun)}") in self.entities:
            return key
        for feature, nouns in FEATURES.items():
            if word in nouns and noun.lower_ == word:
                keys = _unique(r.key for r in near if self._feature(r.key) == feature)
                return max(keys, key=lambda key: self._weight(key, feature, noun), default=None)
        bodies = [key for key, one in self.entities.items() if one.kind == ORGANISATION and word in one.called]
        return bodies[0] if len(bodies) == 1 and ORGANISATION in kinds else None  # named further down

    def _may_be_generic(self, key: str) -> bool:
        """Whether an entity is a body that "the group" may stand for; a state's own is called what it is."""
        return self.entities[key].kind == ORGANISATION and key not in self.bodies

    def _own_name(self, noun: Token) -> Reference | None:
        """The name in a description, which it therefore describes: "the monitor Beacon", "the Beacon group"."""
        beside = (child.left_edge.i for child in noun.children if child.dep_ in NAMING)
        return next((self.names[i] for i in (*beside, noun.i + 1) if i in self.names), None)

    def _weight(self, key: str, feature: str, noun: Token) -> int:
        """A town is the one spoken of last (the first of the list); a region or country the one spoken of most."""
        return 0 if feature == "town" else sum(span.id_ == key and span.start < noun.i for span in self.named)

    def _feature(self, key: str) -> str | None:
        kind, _, row = key.partition(":")
        return gazetteer.row(int(row)).feature if kind == "place" and row.isdigit() else None

    def _pronoun(self, token: Token) -> str | None:
        wanted = PRONOUNS[token.lower_]
        earlier = [r for r in self._before(token, REACH["pronoun"]) if self._agrees(r, wanted)]
        if wanted == "body" and (token.dep_ == "expl" or (token.lower_ == "it" and not self._acts(token))):
            return None
        key = self._salient(token, earlier)
        if key is not None and wanted in {"m", "f"}:
            self.entities[key].gender = wanted
        return key

    def _acts(self, pronoun: Token) -> bool:
        """Whether "it" has a verb of its own, unlike in "it is clear that"."""
        verb = pronoun.head
        return pronoun.dep_ == "nsubj" and verb.pos_ == "VERB" and verb.i not in self.predicates

    def _agrees(self, reference: Reference, wanted: str) -> bool:
        entity = self.entities[reference.key]
        if wanted == "plural":
            return entity.kind == GROUP or any(map(_is_collective, entity.called))
        if wanted == "body":
            return entity.kind == ORGANISATION and "police" not in entity.called  # who are "they"
        return entity.kind == PERSON and entity.gender in {None, wanted}

    def _salient(self, token: Token, earlier: list[Reference]) -> str | None:
        """Sentence by sentence backwards: the nearest subject, else the only one that agrees."""
        by_sentence: dict[int, list[Reference]] = defaultdict(list)
        for reference in earlier:
            by_sentence[self.sentence[reference.root.i]].append(reference)
        for number in sorted(by_sentence, reverse=True):
            inside = by_sentence[number]
            subjects = [r for r in inside if _is_subject(r.root)]
            keys = _unique(r.key for r in subjects)
            if keys:
                return keys[0] if number == self.sentence[token.i] or len(keys) == 1 else _main(subjects)
            keys = _unique(r.key for r in inside)
            return keys[0] if len(keys) == 1 else None
        return None


def _unique(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(keys))


def _main(subjects: list[Reference]) -> str | None:
    """Of several subjects in one sentence, that of the main clause."""
    main = _unique(r.key for r in subjects if r.root.head.dep_ in {"ROOT", "root"} or r.root.dep_ in {"ROOT", "root"})
    return main[0] if len(main) == 1 else None


def _is_subject(root: Token) -> bool:
    while root.dep_ in {"appos", "conj"} and root.head != root:
        root = root.head
    return root.dep_.startswith("nsubj")


def _is_definite(noun: Token) -> bool:
    if noun.dep_.partition(":")[0] in {"compound", "flat"} or is_plural(noun):
        return False
    return any(child.lower_ in DEFINITE and child.dep_ == "det" for child in noun.lefts)


def _is_institution(noun: Token) -> bool:
    """Whether a noun is the kind of word that official names end in: "ministry", "council", "prefecture"."""
    word = noun.lemma_.lower()
    named = lexicon.name_heads().get(word)
    return named is not None and named.kind == "organisation" and word not in GENERIC_BODIES


def _is_collective(noun: str) -> bool:
    """Whether a noun for a body takes the plural, like "police"."""
    return lexicon.human_nouns().get(noun) == "collective"


def _gender(name: Span) -> str | None:
    """By the honorific before a name or the form of a Slavic surname."""
    if name.start:
        title = lexicon.titles().get(name.doc[name.start - 1].lower_.rstrip("."))
        if title is not None and title.gender != "-":
            return title.gender
    surname = name[-1].lower_
    if len(name) < 2 or len(surname) < 5:
        return None
    hers = name[0].lower_.endswith("a")  # "Carlos Medina" and "Maria Lipinsky" are no Slavic pair
    if surname.endswith(FEMALE_SURNAMES):
        return "f" if hers else None
    return "m" if surname.endswith(MALE_SURNAMES) and not hers else None
