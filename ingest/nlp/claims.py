"""Component: every claim of an article, with speaker, cue, chain, kind, stance, count and date."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.extraction import EventDate
from ingest.nlp import syntax
from ingest.nlp.annotations import CLAIM_ROLES, CLAIM_TRAITS, CLAIMS, LEFT_OUT, TYPE_SCORES, fields
from ingest.nlp.attribution import CITING, UNOWNED, Attribution, attributions
from ingest.nlp.circumstances import Circumstances, circumstances
from ingest.nlp.continuation import continue_quotes, ends_paragraph
from ingest.nlp.conversation import Conversation, says
from ingest.nlp.facts import Facts, elliptic, facts_of
from ingest.nlp.inflection import base_form
from ingest.nlp.landmarks import MAX_SENTENCE, Landmarks, find_landmarks
from ingest.nlp.learned import Learned, fused
from ingest.nlp.narration import clause_ranges, narrated
from ingest.nlp.speakers import COUNTINGS, FOOTAGE, Speakers, SpeakerWords, phrase
from ingest.nlp.stance import stance_of
from ingest.nlp.timing import Timeline


@Language.component("claims", requires=["token.dep", "token.lemma", "doc.sents"], assigns=["doc.spans"])
def claims(doc: Doc) -> Doc:
    """Fill the span groups of claims from the parse and the mentions and nominals found before.

    Attributions whose speaker can't be told are left out and counted under LEFT_OUT in `doc.user_data`.
    """
    landmarks, speakers, left_out = find_landmarks(doc), Speakers(doc), Counter[str]()
    sentences = list(doc.sents)
    by_sentence = [_attributed(sentence, landmarks, speakers, left_out) for sentence in sentences]
    left_out["quotation without a speaker"] = continue_quotes(doc, landmarks, speakers, by_sentence)
    timeline, conversation, groups = Timeline(doc, landmarks), Conversation(speakers), _Groups(doc)
    learned = Learned(doc, landmarks)
    modelled = learned.attributions()
    types: dict[str, NDArray[np.float32]] = {}
    counted: str | None = None  # kind of the last count of the paragraph
    for sentence, attributed in zip(sentences, by_sentence, strict=True):
        own = narrated(sentence, attributed, landmarks)
        ruled = [part for one in [*attributed, *own] for part in _parts(one, landmarks)]
        here = [one for one in modelled if sentence.start <= one.content[0] < sentence.end]
        found = (_shown(_voiced(_sourced(one), speakers)) for one in fused(ruled, here, landmarks))
        told = [one for one in found if not _is_notice(one)]
        timeline.start_sentence(sentence, told)
        for part in told:
            speaker = conversation.speaker_of(part)
            if speaker is None and part.quote_type != "narrated":
                left_out["speaker unknown"] += 1
                continue
            said = replace(part, stance=learned.stance_of(part, stance_of(part.head, part.stance)))
            reading = learned.reading(said)
            facts = elliptic(learned.facts(facts_of(said, landmarks), said, reading), said, counted)
            counted = facts.kind if facts.count is not None else counted
            key = groups.add(said, facts, speaker, [via for token in said.via if (via := speakers.of(token))])
            if reading is not None:
                types[key] = reading.types
            groups.measure(key, facts, timeline.date_of(said, facts))
            groups.surround(key, circumstances(said, facts.event, landmarks), speakers)
        paragraph = ends_paragraph(sentence)
        timeline.end_sentence(paragraph=paragraph)
        if paragraph:
            counted = None
            conversation.end_paragraph()
    groups.store()
    doc.user_data[LEFT_OUT] = +left_out
    doc.user_data[TYPE_SCORES] = types
    return doc


def _attributed(sentence: Span, landmarks: Landmarks, speakers: Speakers, left_out: Counter[str]) -> list[Attribution]:
    if len(sentence) > MAX_SENTENCE:
        left_out["sentence too long to parse"] += 1
        return []
    return attributions(sentence, landmarks, speakers)


def _sourced(one: Attribution) -> Attribution:
    """By whom it comes, where another word than the verb tells: a count, whoever is cited, unconfirmed reports."""
    if one.cue is None or one.speaker is None:
        return _counted(one)
    if _is_aside(one):
        return replace(one, speaker=None, cue=None, via=(), quote_type="narrated")
    verb = one.cue.root
    cited = [clause for clause in syntax.children(verb, "advcl") if clause.lower_ in CITING]
    source = syntax.first(child for clause in cited for child in syntax.children(clause, "obj"))
    if source is not None and source.i >= one.content[1] and source.i != one.speaker.i:
        return replace(one, speaker=source, via=(one.speaker, *one.via))
    noun = verb.pos_ == "NOUN" and base_form(verb) in UNOWNED
    reports = verb if noun else syntax.first(syntax.children(verb, "obj"))
    if reports is None or base_form(reports) not in UNOWNED or syntax.first(syntax.children(reports, "nmod:poss")):
        return one
    if base_form(verb) in _CONFIRMING or (reports == verb and one.speaker not in reports.subtree):
        return replace(one, speaker=reports)
    return one


def _is_aside(one: Attribution) -> bool:
    """Whether the outlet adds it to what another says: "told miners, some of whom had been bused in"; ", though …"."""
    doc, start = one.head.doc, one.content[0]
    if one.quote_type == "direct" or one.cue is None or one.cue.start > start:
        return False
    partly = [token.lower_ for token in doc[start + 1 : start + 3]] == ["of", "whom"]
    told = partly and base_form(one.cue.root) in ("tell", "inform")  # of those who were told it
    concedes = start > 1 and doc[start - 1].lower_ in ("though", "although") and doc[start - 2].text == ","
    return told or concedes


def _counted(one: Attribution) -> Attribution:
    """What stands before "by the official count" or "by the estimate of the guild" is told by that count."""
    doc, end = one.head.doc, one.content[1]
    by = syntax.first(token for token in doc[end : end + 2] if not token.is_punct)
    if by is None or by.lower_ != "by" or base_form(by.head) not in COUNTINGS or one.quote_type != "narrated":
        return one
    return replace(one, speaker=by.head, cue=doc[by.i : by.i + 1], quote_type="indirect")


def _voiced(one: Attribution, speakers: Speakers) -> Attribution:
    """In the outlet's voice what it says of itself ("our reporter saw …"), and what others only seem or plan to do."""
    head = one.speaker
    if head is None or one.quote_type == "direct":
        return one
    if speakers.outlet(head):
        return replace(one, speaker=None, cue=None, quote_type="narrated")
    if head.pos_ != "NOUN" or says(one) or speakers.of(head) is not None:
        return one
    start, end = one.content
    return replace(one, content=(min(start, phrase(head).start), end), speaker=None, cue=None, quote_type="narrated")


def _shown(one: Attribution) -> Attribution:
    """What "can be seen" or heard is shown by the footage that the paragraph spoke of last."""
    doc, (start, end) = one.head.doc, one.content
    seen = [token for token in doc[start:end] if token.lower_ in _PERCEIVED and token.tag_ == "VBN"]
    if one.quote_type != "narrated" or not any(child.tag_ == "MD" for token in seen for child in token.children):
        return one
    before = takewhile(lambda i: "\n\n" not in doc[i].text, range(start - 1, max(-1, start - _FOOTAGE_WITHIN), -1))
    shows = next((doc[i] for i in before if base_form(doc[i]) in FOOTAGE), None)
    cue = doc[seen[0].i : seen[0].i + 1]
    return one if shows is None else replace(one, speaker=shows, cue=cue, verb="see", quote_type="indirect")


_PERCEIVED = frozenset({"seen", "heard"})
_FOOTAGE_WITHIN = 80  # words back in the paragraph

# What an outlet says of its own page.
_NOTICE = re.compile(
    r"copyright|©|rights reserved|redistribut|\breproduction\b|unauthori[sz]ed use|\b(?:reporting|editing) by\b", re.I
)
_CHECKING = frozenset({"verify", "corroborate", "authenticate"})
_CONFIRMING = _CHECKING | {"confirm"}
_FIGURES = frozenset({"figure", "estimate", "count", "number", "toll", "comment"})  # "gave no figure", "no comment"
_NOT = frozenset({"not", "n't", "n’t", "never", "unable", "impossible", "no"})


def _is_notice(one: Attribution) -> bool:
    """Whether the outlet speaks of its page or its sources, not of what happened: "could not be verified"."""
    if one.quote_type != "narrated":
        return False
    words = one.head.doc[slice(*one.content)]
    negated = any(token.lower_ in _NOT for token in words)
    unchecked = negated and any(base_form(token) in _CHECKING for token in words)
    untold = any(
        token.pos_ == "NOUN" and base_form(token) in _FIGURES and syntax.negation(token) is not None for token in words
    )
    return unchecked or untold or _NOTICE.search(one.head.sent.text) is not None


def _parts(one: Attribution, landmarks: Landmarks) -> list[Attribution]:
    """A content of several clauses, each with an event and a subject of its own, as several claims."""
    if one.quote_type in ("direct", "narrated"):
        return [one]
    heads = [head for head in syntax.own_clauses(one.head) if one.content[0] <= head.i < one.content[1]]
    parts = [(head, found) for head in heads for found in clause_ranges(head)]
    if len(parts) < 2 or not all(landmarks.events_in(*found) for _, found in parts):
        return [one]
    start, end = one.content
    return [replace(one, head=head, content=(max(a, start), min(b, end))) for head, (a, b) in parts]


@dataclass
class _Groups:
    """The span groups while they grow."""

    doc: Doc
    claims: list[Span] = field(default_factory=list)
    roles: list[Span] = field(default_factory=list)
    traits: list[Span] = field(default_factory=list)

    def add(self, one: Attribution, facts: Facts, speaker: SpeakerWords | None, via: list[SpeakerWords]) -> str:
        """A claim with who says it; returns its key."""
        key = f"c{len(self.claims) + 1:04d}"
        start, end = one.content
        self.claims.append(Span(self.doc, start, end, label=facts.kind, span_id=key))
        if speaker is None:
            self._role(self.doc[start : start + 1], "OUTLET", key)
        else:
            label = "SPEAKER" if speaker.entity else "CHANNEL"
            self._role(speaker.span, label, key, speaker.entity or speaker.called or "")
        if one.cue is not None:
            self._role(one.cue, "CUE", key)
        for step in via:
            self._role(step.span, "VIA", key, step.entity or "")
        if facts.incident is not None:
            at = facts.incident.token.i
            self._role(self.doc[at : at + 1], "EVENT", key, facts.incident.type.incident or "")
        traits = {"stance": one.stance, "quote_type": one.quote_type, "verb": one.verb, "method": one.method}
        for name, value in traits.items():
            if value is not None:
                self.traits.append(Span(self.doc, start, end, label=f"{name}={value}", span_id=key))
        return key

    def measure(self, key: str, facts: Facts, when: tuple[Span, EventDate] | None) -> None:
        """The count and the date of a claim, with their values beside their words."""
        if facts.count is not None:
            words, count = facts.count
            self._role(words, "QUANTITY", key, fields(count.low, count.high, count.unit, count.qualifier))
        if when is not None:
            words, date = when
            self._role(words, "DATE", key, fields(date.first, date.last, date.precision, date.basis))

    def surround(self, key: str, around: Circumstances, speakers: Speakers) -> None:
        """Who acts on whom, where an entity is meant, and the words of tactics, slogans and causes."""
        for label, tokens in (("ACTOR", around.actors), ("TARGET", around.targets)):
            for token in tokens:
                if (entity := speakers.entity(token)) is not None:
                    self._role(token.doc[token.i : token.i + 1], label, key, entity)
        for label, spans in (("TACTIC", around.tactics), ("SLOGAN", around.slogans), ("CAUSE", around.causes)):
            for span in spans:
                self._role(span, label, key)

    def store(self) -> None:
        """Hand the groups to the document."""
        self.doc.spans[CLAIMS] = self.claims
        self.doc.spans[CLAIM_ROLES] = self.roles
        self.doc.spans[CLAIM_TRAITS] = self.traits

    def _role(self, words: Span, label: str, key: str, value: str = "") -> None:
        self.roles.append(Span(self.doc, words.start, words.end, label=label, kb_id=value, span_id=key))
