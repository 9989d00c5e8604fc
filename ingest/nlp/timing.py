"""Which date a claim has: that of its words or its clause, else (for what happened) the one its context fixed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc, Span, Token

from ingest.extraction import EventDate
from ingest.nlp import syntax
from ingest.nlp.annotations import PUBLISHED
from ingest.nlp.attribution import Attribution
from ingest.nlp.cues import load_cues
from ingest.nlp.date_words import find_dates
from ingest.nlp.dates import Tense, resolve
from ingest.nlp.event_words import is_death_of_one
from ingest.nlp.facts import Facts
from ingest.nlp.inflection import base_form
from ingest.nlp.landmarks import Landmarks
from ingest.nlp.paragraphs import dateline_end
from ingest.nlp.stance import tense_of

BACKGROUND_DAYS = 60  # a date further back is background and says nothing of the sentences after it
LATE_DAYS = 7  # a report may be published that long after its dateline, as copies are
_HAPPENED = frozenset({"asserted", "denied", "hedged", "conflicting"})
_DAYTIMES = frozenset(
    {
        "dawn",
        "morning",
        "noon",
        "midday",
        "mid-morning",
        "p.m.",
        "a.m.",
        "pm",
        "am",
        "hour",
        "hours",
        "afternoon",
        "dusk",
        "evening",
        "night",
        "midnight",
    }
)
# Kinds of what is only said: they date from when it was said.
_SPOKEN = frozenset({"statement", "demand", "concession", "denial", "accusation", "concern"})
_TIMELESS = frozenset({"statement", "demand", "concern"})  # kinds that date from their paragraph at most
_STAND_INS = frozenset({"one", "ours", "that", "theirs", "its"})  # for a document
_COMPARING = frozenset({"as", "like", "than"})
_OPEN = frozenset({"since", "until", "ago"})  # with a time no calendar knows: "since polling day"


@dataclass(frozen=True, slots=True)
class _Dated:
    """An expression of time and what it means; `said`: it tells when something was said, not when it happened."""

    words: Span
    date: EventDate
    said: bool


class Timeline:
    """Dates claims in the order of the text, remembering the date that sentence, paragraph and article speak of."""

    def __init__(self, doc: Doc, landmarks: Landmarks) -> None:
        """Reads the publication date from the article's user data; a dateline of a few days before counts instead."""
        self._start = dateline_end(doc.text)
        self._published = _sent(doc.text[: self._start], doc.user_data.get(PUBLISHED))
        self._landmarks = landmarks
        self._sentence: list[_Dated] = []
        self._number = 0  # of the sentence
        self._stated: tuple[EventDate, int] | None = None  # the date that named its year last, and in which sentence
        self._paragraph: _Dated | None = None
        self._said: _Dated | None = None  # when what the paragraph reports was said
        self._article: _Dated | None = None
        self._day: EventDate | None = None  # what "until then" looks back to
        self._past: EventDate | None = None  # what "that day" looks back to

    def start_sentence(self, sentence: Span, told: Sequence[Attribution]) -> None:
        """Read the expressions of time of a sentence, whose claims are `told`."""
        self._sentence = []
        self._number += 1
        for words in self._landmarks.dates_in(sentence.start, sentence.end):
            if words.start_char < self._start:
                continue  # a dateline says when the report was sent
            if self._extends(words):
                continue
            said = _dates_saying(words, told) or _dates_a_document(words)
            found = self._resolved(words.text, "past" if said else tense_of(words.root))
            self._sentence.append(_Dated(words, found, said))
            if found.first is not None and (found.basis == "stated" or self._published is None):
                self._stated = (found, self._number)
            apart = said or _dates_a_death(words)
            if found.first is not None and found.precision in ("day", "range") and not (apart and self._day):
                self._day = found
                self._past = found if self._published is None or found.first <= self._published else self._past

    def _extends(self, words: Span) -> bool:
        """Whether an expression ends the range that the one before it opens: "from 28 April to 3 May"; then it does."""
        if not self._sentence or self._sentence[-1].words[0].lower_ != "from":
            return False
        before = self._sentence[-1]
        between = before.words.doc[before.words.end : words.start].text.lower()
        if not (between in ("to", "until", "till") or words[0].lower_ in ("until", "till")) or len(between) > 5:
            return False
        first = resolve(before.words[1:].text, self._published, "past", self._past)
        last = resolve(
            words.text.removeprefix("until ").removeprefix("till "), self._published, "past", self._past, first
        )
        if first.first is None or last.last is None or last.last < first.first:
            return False
        whole = before.words.doc[before.words.start : words.end]
        found = EventDate(first.first, last.last, "range", whole.text, first.basis)
        self._sentence[-1] = replace(before, words=whole, date=found)
        return True

    def _resolved(self, words: str, tense: Tense) -> EventDate:
        """What an expression means here.

        A day without a year is of the year spoken of in this sentence or the one before, in a text of unknown date of
        the year named last.
        """
        date, sentence = self._stated or (None, 0)
        near = date if self._published is None or self._number - sentence <= 1 else None
        told = self._day if tense == "future" or words.startswith("until") else self._past
        return resolve(words, self._published, tense, told, near)

    def end_sentence(self, *, paragraph: bool) -> None:
        """Remember what the sentence fixed; with its `paragraph` ends what holds for that alone."""
        happened = [one for one in self._sentence if not one.said and _is_of_events(one.words)]
        lasting = [one for one in happened if self._lasts(one.date) and not self._is_spoken(one.words)]
        if lasting:
            self._paragraph = lasting[-1]
            self._article = lasting[-1]
        said = [one for one in self._sentence if one.said and self._lasts(one.date)]
        self._said = None if paragraph else said[-1] if said else self._said
        if paragraph:
            self._paragraph = None

    def date_of(self, one: Attribution, facts: Facts) -> tuple[Span, EventDate] | None:
        """The words that date a claim and what they mean; None when nothing fixes a date."""
        own = self._own(one, spoken=facts.kind in _SPOKEN)
        if own is not None:
            return own.words, _inherited(own, one) if _opens_clause(own.words, one) else self._planned(own, one)
        if facts.kind in _SPOKEN and one.quote_type != "narrated" and self._said is not None:
            return self._said.words, replace(self._said.date, basis="context")
        if one.stance not in _HAPPENED or self._is_open(one):
            return None
        context = self._context(one, facts)
        return (context.words, _inherited(context, one)) if context is not None else None

    def _planned(self, own: _Dated, one: Attribution) -> EventDate:
        """What the words mean when the claim, and not their own clause, says that all is still to come."""
        apart = own.said and not one.content[0] <= own.words.start < one.content[1]
        if apart or one.stance not in ("planned", "demanded"):
            return own.date
        if len(find_dates(own.words.text)) > 1:  # "from 28 April to 3 May" is read already
            return own.date
        return self._resolved(own.words.text, "future")

    def _own(self, one: Attribution, *, spoken: bool) -> _Dated | None:
        """The expression of time nearest to the head of the content; for a mere statement, that of saying it."""
        start, end = one.content
        inside = [dated for dated in self._sentence if start <= dated.words.start < end]
        if inside:
            return min(inside, key=lambda dated: (_distance(dated.words.root, one.head), dated.words.start))
        for dated in self._sentence:
            if dated.words.end == start and (turned := self._turned(dated.words)) is not None:
                return replace(dated, date=turned)
        for dated in self._sentence:
            if start <= _governor(dated.words) < end or (spoken and dated.said):
                return dated
        return None

    def _turned(self, words: Span) -> EventDate | None:
        """What "a day after" says of the clause that follows it: as far on the other side of the day of the first."""
        *step, way = words.text.split()
        other = {"after": "before", "before": "after"}.get(way)
        if other is None:
            return None
        found = resolve(" ".join([*step, other]), self._published, "past", self._before(words))
        return replace(found, words=words.text)

    def _before(self, words: Span) -> EventDate | None:
        """The day that stands before some words in their sentence, else the one told last."""
        days = [one.date for one in self._sentence if one.words.end <= words.start and one.date.precision == "day"]
        return days[-1] if days else self._past

    def _context(self, one: Attribution, facts: Facts) -> _Dated | None:
        """What the sentence says of time, else its paragraph, else (for events and numbers of them) the article."""
        beside = [
            dated
            for dated in self._sentence
            if not dated.said and dated.date.first is not None and not _is_of_relative(dated.words, one)
        ]
        if beside:
            before = [dated for dated in beside if dated.words.start < one.content[0]]
            return before[-1] if before else beside[0]
        if self._paragraph is not None:
            return self._paragraph
        return self._article if facts.kind not in _TIMELESS or facts.count is not None else None

    def _is_spoken(self, words: Span) -> bool:
        """Whether "today" is that of somebody quoted, who may have spoken on any day."""
        quoted = any(quote.span.start <= words.start < quote.span.end for quote in self._landmarks.quotes)
        return quoted and words.text.lower() == "today"

    def _is_open(self, one: Attribution) -> bool:
        words = one.head.doc[slice(*one.content)]
        return any(
            token.lower_ in _OPEN
            and token.pos_ in ("ADP", "SCONJ", "ADV")
            and _DAYTIMES.isdisjoint(other.lower_ for other in token.doc[token.i + 1 : token.i + 4])
            for token in words
        )

    def _lasts(self, found: EventDate) -> bool:
        """Whether a date holds for what is told after it: of a day or a few, lately, and not to come."""
        if found.first is None or found.last is None:
            return self._published is None  # a weekday without a publication date stays unknown
        if found.precision not in ("day", "range"):
            return False
        if self._published is None:
            return True
        days = (date.fromisoformat(self._published) - date.fromisoformat(found.last)).days
        return 0 <= days <= BACKGROUND_DAYS


def _inherited(context: _Dated, one: Attribution) -> EventDate:
    """What a date of the text around says of a claim.

    What happened "when" or at an hour of the day was on one day: the first of "since Monday, when …" or "since Monday,
    after …", the last of "for a third day".
    """
    found = replace(context.date, basis="context")
    if found.precision != "range":
        return found
    opening = context.words[0].lower_
    if _opens_clause(context.words, one):
        return replace(found, last=found.first, precision="day")
    words = {token.lower_ for token in one.head.doc[slice(*one.content)]}
    if opening == "for" or not words.isdisjoint(_DAYTIMES):
        return replace(found, first=found.last, precision="day")
    return found


def _opens_clause(words: Span, one: Attribution) -> bool:
    """Whether a claim stands in the clause after a date: "since Monday, when …", "since Monday, after …"."""
    opening = (token.head for token in words.doc[words.end : words.end + 2] if token.lower_ in ("when", "after"))
    when = next(opening, None)
    return when is not None and one.content[0] >= words.end and when in _up(one.head)


def _sent(dateline: str, published: str | None) -> str | None:
    """When a report was sent: the day of its dateline, if that is at most a week before it was published."""
    found = next((resolve(one.words, published) for one in find_dates(dateline)), None)
    if found is None or found.first is None or found.precision != "day":
        return published
    if published is None:
        return found.first
    days = (date.fromisoformat(published) - date.fromisoformat(found.first)).days
    return found.first if 0 <= days <= LATE_DAYS else published


def _is_of_events(words: Span) -> bool:
    """Whether a date may be that of what the next sentences tell of.

    No "since May", no day on which one hurt died, none that only compares ("as last Thursday").
    """
    before = words.doc[words.start - 1].lower_ if words.start > words.sent.start else ""
    compared = before in _COMPARING or syntax.case_of(words.root) in _COMPARING
    return words[0].lower_ != "since" and not compared and not _dates_a_death(words)


def _dates_a_death(words: Span) -> bool:
    return is_death_of_one(words.doc[_governor(words)])


def _dates_saying(words: Span, told: Sequence[Attribution]) -> bool:
    """Whether an expression of time hangs on a cue: it tells when something was said, unless it is part of what was.

    "A week before, she recalled, …" is part of what was said, too: the cue is put between commas.
    """
    governor = _governor(words)
    cue = next((one.cue for one in told if one.cue is not None and one.cue.start <= governor < one.cue.end), None)
    if cue is None or any(
        one.quote_type != "narrated" and one.content[0] <= words.start < one.content[1] for one in told
    ):
        return False
    opens = words.start == words.sent.start and words.doc[words.end].text == ","
    return not (opens and cue.end < len(words.doc) and words.doc[cue.end].text == ",")


def _dates_a_document(words: Span) -> bool:
    """Whether a date tells when a report is from: "in a letter of 5 May", "a statement issued on Monday".

    A pronoun stands for a report named before it: "the note corrects ours of 3 June".
    """
    governor = words.doc[_governor(words)]
    documents = load_cues().documents
    if governor.pos_ == "VERB" and governor.dep_ in ("acl", "acl:relcl"):
        governor = governor.head
    of = words.start if words[0].lower_ == "of" else words.start - 1
    before = [token for token in words.doc[words.sent.start : max(of, words.sent.start)] if not token.is_punct]
    if words.doc[of].lower_ == "of" and before and before[-1].lower_ in _STAND_INS:
        return any(base_form(token) in documents for token in before)
    return governor.pos_ == "NOUN" and base_form(governor) in documents


def _is_of_relative(words: Span, one: Attribution) -> bool:
    """Whether an expression of time is of a relative clause behind a claim: "…, where a man had died on Friday"."""
    clause = next((step for step in _up(words.root) if step.dep_ in ("acl:relcl", "advcl:relcl")), None)
    return clause is not None and words.start >= one.content[1] and clause not in _up(one.head)


def _governor(words: Span) -> int:
    """The token an expression of time hangs on."""
    return next((step.i for step in _up(words.root) if not words.start <= step.i < words.end), words.root.i)


def _up(token: Token) -> Iterator[Token]:
    yield token
    yield from syntax.ancestors(token)


def _distance(token: Token, head: Token) -> int:
    steps = list(_up(token))
    return next((n for n, step in enumerate(steps) if step.i == head.i), len(steps))
