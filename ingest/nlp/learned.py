"""What the pipeline's model says of claims: where they stand, whose they are, of which kind and stance."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import cast

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span, Token

from graph_schema.codebook import EventType, load_codebook
from graph_schema.model import QuoteType, Stance
from ingest.nlp import syntax
from ingest.nlp.annotations import KIND_SCORES, STANCE_SCORES
from ingest.nlp.attribution import Attribution
from ingest.nlp.contents import content, is_contrasted
from ingest.nlp.cues import load_cues
from ingest.nlp.events import Event
from ingest.nlp.facts import CASUALTIES, Facts, gathering, is_ruled
from ingest.nlp.inflection import base_form
from ingest.nlp.kind_context import Context, Readings, read
from ingest.nlp.kind_words import features, kind_model
from ingest.nlp.landmarks import Landmarks
from ingest.nlp.reported import Told, told_in
from ingest.nlp.speakers import phrase

# All chosen on the development gold and our own; neighbours of these values do nearly as well.
LEAST_SCORE = 0.8  # a claim that only the model sees, and is less sure of, is left out
LEAST_CUT = 0.7  # a claim that the rules see too is cut as the model cuts it when it is as sure
LEAST_STANCE = 0.8  # share that a stance needs to stand against the rules
# What speaks for the kind the rules found, in log odds: an event word or a cue that decides is worth most.
TRUST = {"event": 2.0, "cue": 2.0, "count": 1.0, "nothing": 0.0}
# What the encoder's head, the layers that read a claim in its context and the linear model over words count of a kind.
HEAD, CONTEXT, WORDS = 0.25, 0.5, 0.5
# The words this near to a claim help to tell its kind, at this share of what its own say.
AROUND, ASIDE = 8, 0.2

_BESIDE = frozenset({"participants", "detention_conditions"})  # kinds that tell something of an event beside them
_HOLDING = frozenset({"arrest", "detention_conditions"})  # kinds of events that tell of people who are held
_HELD = frozenset({
    "prisoner", "detainee", "inmate", "prison", "jail", "cell", "custody", "detention", "bail", "hold", "free",
})  # fmt: skip
_INTERRUPTION = 10  # words that may tell in the middle of a sentence who says it
_CONDITION = ("if", "unless")
_ASKING = ("why", "whether")
_ADDRESSING = ("tell", "inform")  # verbs right after which those stand to whom something is told
_ASIDE_OPENS = ("when", "as", "while", "although", "though")
_Scores = tuple[Sequence[str], NDArray[np.float32]]


class Learned:
    """The model's reading of one article; empty for a pipeline without one."""

    def __init__(self, doc: Doc, landmarks: Landmarks) -> None:
        self._doc = doc
        self._landmarks = landmarks
        self._kinds: _Scores | None = doc.user_data.get(KIND_SCORES)
        self._stances: _Scores | None = doc.user_data.get(STANCE_SCORES)
        self._context = Context(doc)
        self._quoted = {i for piece in landmarks.quotes for i in range(piece.span.start, piece.span.end)}

    def stance_of(self, one: Attribution, ruled: Stance) -> Stance:
        """The stance of a claim: the model's where it is sure, else `ruled`.

        Whether accounts conflict is not in the words of one of them, and who calls a march plans it: there the rules
        decide.
        """
        found = _best(self._stances, one.content)
        if found is None or found[1] < LEAST_STANCE or found[0] == "conflicting":
            return ruled
        if found[0] == "demanded" and ruled == "planned":
            return ruled
        return cast("Stance", found[0])

    def reading(self, one: Attribution) -> Readings | None:
        """What the layers that read a claim in its context make of it; None for a pipeline without them."""
        if not self._context.is_known:
            return None
        speaker = phrase(one.speaker) if one.speaker is not None else None
        return read(self._context.shown(self._doc[slice(*one.content)], one.cue, speaker))

    def facts(self, ruled: Facts, one: Attribution, reading: Readings | None) -> Facts:
        """The facts of a claim with the kind that models and rules find together, and the event that goes with it."""
        kind = self._kind(ruled, one, reading)
        if kind == ruled.kind:
            return ruled
        named = [event for event in self._landmarks.events_in(*one.content) if event.type.kind == kind]
        event = _acted(named[0], ruled.event) if named else Event(one.head, _typical(kind))
        if event.type.incident is not None:
            return replace(ruled, kind=kind, event=event, incident=event)
        told = kind in CASUALTIES or kind in _BESIDE
        return replace(
            ruled, kind=kind, event=event, incident=ruled.incident or gathering(kind, one.head) if told else None
        )

    def _kind(self, ruled: Facts, one: Attribution, reading: Readings | None) -> str:
        """What encoder, words and rules say together; a pipeline may lack the encoder, a new kind is the rules' alone.

        What is asked for is a demand, and nothing else is.
        """
        model = kind_model()
        if ruled.kind not in model.kinds or one.stance == "demanded":
            return ruled.kind
        scores = WORDS * model.shares(features(one, ruled, self._landmarks))
        scores[model.kinds.index(ruled.kind)] += TRUST[_grounds(ruled)]
        if self._kinds is not None:
            labels, by_token = self._kinds
            start, end = one.content
            near = by_token[max(0, start - AROUND) : end + AROUND].mean(0)
            by_head = dict(zip(labels, by_token[start:end].mean(0) + ASIDE * near, strict=True))
            scores += HEAD * np.array([by_head[kind] for kind in model.kinds])
        if reading is not None:
            scores += CONTEXT * reading.kinds
        unfit = [kind != ruled.kind and not self._fits(kind, one) for kind in model.kinds]
        return model.kinds[int(np.where(unfit, -np.inf, scores).argmax())]

    def _fits(self, kind: str, one: Attribution) -> bool:
        """Whether a claim can be of a kind.

        Nobody gives way by what is not done, only the held are in custody, and what is banned or allowed is no event.
        """
        named = [event for event in self._landmarks.events_in(*one.content) if event.type.kind == kind]
        if kind == "demand" or (named and all(is_ruled(event) for event in named)):
            return False
        if kind == "concession":
            return one.stance != "denied" and syntax.negation(one.head) is None
        return kind != "detention_conditions" or self._in_custody(one)

    def _in_custody(self, one: Attribution) -> bool:
        """Whether the paragraph of a claim speaks of people who are held."""
        doc, (start, end) = self._doc, one.content
        opening = next((i for i in range(start, 0, -1) if "\n\n" in doc[i - 1].text), 0)
        closing = next((i for i in range(end, len(doc)) if "\n\n" in doc[i].text), len(doc))
        held = any(event.type.kind in _HOLDING for event in self._landmarks.events_in(opening, closing))
        return held or any(base_form(token) in _HELD for token in doc[opening:closing])

    def attributions(self) -> list[Attribution]:
        """The model's claims, in text order, cut at sentence ends; a quotation of nobody is left to the rules."""
        return [
            found
            for one in told_in(self._doc)
            for words in self._sentences(one.content)
            if (found := self._attribution(one, words)) is not None
        ]

    def _sentences(self, content: tuple[int, int]) -> Iterator[Span]:
        """The parts of a content in each of its sentences."""
        start, end = content
        while start < end:
            stop = min(end, self._doc[start].sent.end)
            words = syntax.trimmed(self._doc[start:stop])
            while words is not None and len(words) > 1 and self._joins_next(words[-1]):
                words = syntax.trimmed(words[:-1])
            if words is not None:
                yield words
            start = stop

    def _joins_next(self, last: Token) -> bool:
        """Whether the next part begins with the last word of this: "were there when | shots fell", "ran but | fell"."""
        joins = last.pos_ in ("SCONJ", "CCONJ") or last.tag_ == "WRB"
        return joins and last.i not in self._quoted

    def _attribution(self, one: Told, words: Span) -> Attribution | None:
        cue = self._span(one.cue)
        speaker = self._span(one.speaker)
        kind = self._quote_type(words, told=speaker is not None)
        if speaker is not None and kind == "indirect" and speaker.root.sent.start != words.root.sent.start:
            # whoever spoke in another sentence is not heard in this one where nothing says so
            cue, speaker, kind = None, None, "narrated"
        if cue is not None and any(is_contrasted(verb) for verb in (cue.root, cue.root.head)):
            if words[0].lower_ == "not":
                return None  # "three were hurt, | not twelve | as X had said": said by the way, and no longer true
            cue, speaker, kind = None, None, "narrated"
        if (
            cue is not None
            and speaker is not None
            and _opens_before((min(cue.start, speaker.start), max(cue.end, speaker.end)), words)
        ):
            cue, speaker, kind = None, None, "narrated"
        if speaker is None and kind != "narrated":
            return None
        return Attribution(
            content=(words.start, words.end),
            head=words.root,
            cue=cue,
            verb=base_form(cue.root) if cue is not None else None,
            stance="asserted",
            kind=None,
            speaker=_named(speaker) if speaker is not None else None,
            via=(),
            quote_type=kind,
            method=f"model {one.score:.2f}",
            score=one.score,
        )

    def _span(self, part: tuple[int, int] | None) -> Span | None:
        return syntax.trimmed(self._doc[slice(*part)]) if part is not None else None

    def _quote_type(self, words: Span, *, told: bool) -> QuoteType:
        said = [token.i for token in words if not (token.is_punct or token.is_space)]
        inside = sum(i in self._quoted for i in said)
        if inside == len(said):
            return "direct"
        return "narrated" if not told else "mixed" if inside else "indirect"


def _opens_before(between: tuple[int, int], words: Span) -> bool:
    """Whether a part stands before the word that opens what is said: "they left after, X said, a shot was heard".

    `between` are the words that tell, between commas, who says it.
    """
    doc, (start, end) = words.doc, between
    if start < 2 or end >= len(doc) or doc[start - 1].text != "," or doc[end].text != ",":
        return False
    return doc[start - 2].pos_ in ("SCONJ", "CCONJ") and words.end <= start


def _grounds(ruled: Facts) -> str:
    """What the rules rest the kind of a claim on: a key of TRUST."""
    if ruled.event is not None and ruled.event.type.kind == ruled.kind:
        return "event"
    if ruled.kind == "participants":
        return "count"
    return "nothing" if ruled.kind == "statement" else "cue"


def _named(speaker: Span) -> Token:
    """The head of a speaker's words; their first noun where the parser takes it for a verb ("Saw Htoo")."""
    return (
        speaker.root
        if speaker.root.pos_ in syntax.NOMINAL
        else next((token for token in speaker if token.pos_ in syntax.NOMINAL), speaker.root)
    )


def _acted(named: Event, ruled: Event | None) -> Event:
    """An event that is named as what a verb acts with or on, at that verb: who "fired tear gas" fired."""
    verb = ruled.token if ruled is not None and ruled.token.pos_ == "VERB" else None
    return (
        Event(verb, named.type)
        if verb is not None and named.token.pos_ != "VERB" and verb.is_ancestor(named.token)
        else named
    )


@lru_cache
def _typical(kind: str) -> EventType:
    """The type that stands for a kind when no word names one: its first in the codebook."""
    return next(one for one in load_codebook().types.values() if one.kind == kind)


def fused(ruled: list[Attribution], modelled: list[Attribution], landmarks: Landmarks) -> list[Attribution]:
    """The claims of a sentence: cut as the model cuts them, with what the rules know of speaker, cue and chain."""
    found: list[Attribution] = []
    left = list(modelled)
    for one in ruled:
        beside = (other for other in left if _overlap(one, other) * 2 >= min(_length(one), _length(other)))
        parts = [other for other in beside if (other.score or 0) >= LEAST_CUT]
        left = [other for other in left if other not in parts]
        parts = [_cut_again(other, one, ruled) for other in parts]
        kept = _well_cut(one, parts, landmarks)
        kept = [other for other in kept if not _is_condition(other)] or kept
        found += [_joined(one, other) for other in kept] or [one]
        if 0 < len(kept) < len(parts):
            found += _left_over(one, kept, landmarks)
    sure = (other for other in left if (other.score or 0) >= LEAST_SCORE)
    return _rejoined([*found, *(other for other in sure if _tells(other, landmarks) and not _is_condition(other))])


def _cut_again(part: Attribution, one: Attribution, ruled: list[Attribution]) -> Attribution:
    """A part that takes several clauses with subjects of their own for one claim, cut down to the one in question."""
    start, end = part.content
    heads = {other.head.i for other in ruled if start <= other.head.i < end and syntax.has_subject(other.head)}
    if len(heads) < 2 or one.head.i not in heads:
        return part
    return replace(part, content=(max(start, one.content[0]), min(end, one.content[1])), head=one.head)


def _rejoined(found: list[Attribution]) -> list[Attribution]:
    """The claims in text order, of which one that only goes on with a verb or a contrast is part of the one before."""
    whole: list[Attribution] = []
    for one in sorted(found, key=lambda one: (one.content[0], -one.content[1])):
        if whole and one.content[1] <= whole[-1].content[1] and one.speaker == whole[-1].speaker:
            continue  # the words in quotation marks of what is told already
        if whole and _goes_on(whole[-1], one):
            kind = "mixed" if one.quote_type in ("direct", "mixed") else whole[-1].quote_type
            whole[-1] = replace(whole[-1], content=(whole[-1].content[0], one.content[1]), quote_type=kind)
        else:
            whole.append(one)
    return whole


def _goes_on(one: Attribution, other: Attribution) -> bool:
    """Whether the same voice goes on: "set fire to cars | and | fled", "two were killed | , | not one"."""
    doc = one.head.doc
    if _is_around(one, other):
        return True
    between = [token.lower_ for token in doc[one.content[1] : other.content[0]] if not token.is_punct]
    if (
        one.speaker != other.speaker
        or one.content[1] > other.content[0]
        or "direct" in (one.quote_type, other.quote_type)
    ):
        return False
    words = doc[slice(*other.content)]
    if _is_listed(one, other) and between in ([], ["and"], ["or"]):
        return True
    if not between:
        return words[0].lower_ == "not"
    verb = syntax.first(token for token in words if token.pos_ != "ADV")
    if verb is None or len(between) > 1 or between[0] not in ("and", "but"):
        return False
    acts = verb.dep_ == "conj" and verb.tag_ in (*syntax.PARTICIPLES, *syntax.FINITE)
    return acts and not syntax.has_subject(verb)


def _is_listed(one: Attribution, other: Attribution) -> bool:
    """Whether two parts are demands of one list: "wants | the mayor to go, | a recount | and | the students freed"."""
    same_cue = one.cue is not None and other.cue is not None and one.cue.root.i == other.cue.root.i
    return same_cue and one.stance == other.stance == "demanded"


def _is_around(one: Attribution, other: Attribution) -> bool:
    """Whether who says it stands between what is told of and what of it: "the order, she added, | came from above"."""
    doc, end, start = one.head.doc, one.content[1], other.content[0]
    inside = one.cue is not None and end <= one.cue.start < start and start - end <= _INTERRUPTION
    subject, rest = doc[slice(*one.content)], doc[one.cue.end : start + 1] if one.cue is not None else ()
    return inside and not any(map(_is_finite, subject)) and any(map(_is_finite, rest))


def _is_finite(verb: Token) -> bool:
    return verb.tag_ in syntax.FINITE or verb.tag_ == "MD"


def _left_over(ruled: Attribution, kept: list[Attribution], landmarks: Landmarks) -> Iterator[Attribution]:
    """The clauses with an event and a subject of their own that the parts leave out: "as crowds marched"."""
    for clause in syntax.children(ruled.head, "advcl"):
        mark = syntax.first(syntax.children(clause, "mark"))
        start = mark.i + 1 if mark is not None else clause.left_edge.i
        said = content(start, clause.right_edge.i + 1, clause)
        if said is None or not syntax.has_subject(clause) or not landmarks.events_in(*said[0]):
            continue
        if mark is not None and mark.lower_ in _CONDITION:
            continue
        if not any(_overlap(replace(ruled, content=said[0]), other) for other in kept):
            yield replace(ruled, content=said[0], head=clause)


def _tells(modelled: Attribution, landmarks: Landmarks) -> bool:
    """Whether what only the model takes for a claim is more than a piece of one.

    The outlet's own is a clause, and no question; what others say may be an event, a number or a thing they speak of.
    """
    words = modelled.head.doc[slice(*modelled.content)]
    if modelled.quote_type == "narrated":
        asks = modelled.head.sent.text.rstrip().endswith("?")
        return _has_verb(words) and words[-1].pos_ != "ADP" and not asks
    start, end = modelled.content
    if modelled.quote_type != "indirect" or _has_verb(words):
        return True
    cue = modelled.cue
    spoken_of = cue is not None and 0 <= start - cue.end <= 1 and base_form(cue.root) not in _ADDRESSING
    return spoken_of or bool(landmarks.events_in(start, end) or landmarks.counts_in(start, end))


def _is_condition(modelled: Attribution) -> bool:
    """Whether a part is only the condition of what another part tells, or what somebody asks."""
    opening = modelled.head.doc[modelled.content[0]].lower_
    return opening in _CONDITION or (opening in _ASKING and modelled.quote_type != "direct")


def _has_verb(words: Span) -> bool:
    return any(token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "compound") for token in words)


def _well_cut(ruled: Attribution, parts: list[Attribution], landmarks: Landmarks) -> list[Attribution]:
    """The parts of a claim that tell something by themselves; none where they would lose what the claim is about.

    Of several parts each has a verb or a count, as "in the capital" has not. Who or what acts must not be left out, nor
    an event that heads the outlet's clause, nor the date of something said; and no part ends in a preposition.
    """
    doc, head = ruled.head.doc, ruled.head
    full = [one for one in parts if _has_verb(doc[slice(*one.content)]) or landmarks.counts_in(*one.content)]
    if len(parts) > 1 and len(full) < len(parts) and (_is_parted(ruled) or not _holds(full, [head.i])):
        return []
    kept = full if len(parts) > 1 else parts
    dropped = [one for one in parts if one not in kept]
    acting = [head.i, *(child.i for child in syntax.children(head, *syntax.SUBJECTS))]
    dated = [date.start for date in landmarks.dates_in(*ruled.content)] if ruled.verb is not None else []
    needed = [*dated, *([head.i] if ruled.quote_type == "narrated" and landmarks.events_in(head.i, head.i + 1) else [])]
    lost = _holds(dropped, acting) or not all(_holds(kept, [at]) for at in needed)
    broken = any(_dangles(doc[one.content[1] - 1]) or _runs_on(ruled, one) or _is_gapped(ruled, one) for one in kept)
    return [] if lost or broken else kept


def _runs_on(ruled: Attribution, part: Attribution) -> bool:
    """Whether a part takes in the verb after what a report tells: "Reports that shots were fired | were denied"."""
    return ruled.verb in load_cues().nouns and any(
        token.tag_ in syntax.FINITE or token.tag_ == "MD"
        for token in ruled.head.doc[ruled.content[1] : part.content[1]]
    )


def _is_gapped(ruled: Attribution, part: Attribution) -> bool:
    """Whether a part is only the verb of what is told of a noun before the cue: "a vote that they say | was rigged"."""
    before = ruled.cue is not None and ruled.cue.root.dep_ == "acl:relcl" and _is_parted(ruled)
    return before and _is_finite(ruled.head.doc[part.content[0]])


def _is_parted(ruled: Attribution) -> bool:
    """Whether the words of the cue stand in the middle of what is said."""
    return ruled.cue is not None and ruled.content[0] < ruled.cue.start < ruled.content[1]


def _holds(parts: list[Attribution], tokens: list[int]) -> bool:
    return any(part.content[0] <= at < part.content[1] for part in parts for at in tokens)


def _dangles(last: Token) -> bool:
    """Whether a preposition ends a part, unlike the particle of "held up"."""
    return last.pos_ == "ADP" and last.tag_ != "RP" and last.dep_ != "compound:prt"


def _joined(ruled: Attribution, modelled: Attribution) -> Attribution:
    if ruled.quote_type == "narrated":
        return modelled
    quote_type = "indirect" if modelled.quote_type == "narrated" else modelled.quote_type
    speaker, other = ruled.speaker or modelled.speaker, modelled.speaker
    if speaker is None or (other is None and (_is_aside(modelled) or _is_before(ruled, modelled))):
        return replace(modelled, cue=None, verb=None, quote_type="narrated")
    if other and _is_nearer(modelled, ruled):
        return replace(modelled, via=ruled.via, stance=ruled.stance)
    acts = speaker.dep_ in syntax.SUBJECTS
    if other and acts and other.i < speaker.i and other.head.i == speaker.head.i:
        speaker = other  # "OVD-Info, a group that …, reported": of two subjects the parser sees, the name comes first
    return replace(
        ruled,
        content=modelled.content,
        head=modelled.head,
        speaker=speaker,
        quote_type=quote_type,
        method=modelled.method,
    )


def _is_aside(modelled: Attribution) -> bool:
    """Whether a part tells what was so besides what somebody says: "…, although shots were heard", "2011, when …"."""
    start = modelled.content[0]
    return start > modelled.head.sent.start and modelled.head.doc[start - 1].lower_ in _ASIDE_OPENS


def _is_before(ruled: Attribution, modelled: Attribution) -> bool:
    """Whether a part stands before the word that opens what is said."""
    if ruled.cue is None or ruled.speaker is None:
        return False
    start = min(ruled.cue.start, ruled.speaker.left_edge.i)
    end = max(ruled.cue.end, phrase(ruled.speaker).end)
    return _opens_before((start, end), modelled.head.doc[slice(*modelled.content)])


def _is_nearer(modelled: Attribution, ruled: Attribution) -> bool:
    """Whether the model's cue stands between what is said and the cue of the rules, or only theirs is itself said."""
    one, other = modelled.cue, ruled.cue
    if one is None or other is None or one.sent.start != other.sent.start:
        return False
    start, end = modelled.content
    if start <= other.start < end:
        return not start <= one.start < end
    return not ruled.via and (end <= one.start < other.start or other.start < one.start < start)


def _overlap(one: Attribution, other: Attribution) -> int:
    return max(0, min(one.content[1], other.content[1]) - max(one.content[0], other.content[0]))


def _length(one: Attribution) -> int:
    return one.content[1] - one.content[0]


def _best(scores: _Scores | None, content: tuple[int, int]) -> tuple[str, float] | None:
    """The label that a content's words speak for, with its share; None without a model."""
    if scores is None:
        return None
    labels, by_token = scores
    mean = by_token[slice(*content)].mean(0)
    shares = np.exp(mean - mean.max())
    best = int(shares.argmax())
    return labels[best], float(shares[best] / shares.sum())
