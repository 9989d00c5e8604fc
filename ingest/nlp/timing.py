"""Which date a claim has: that of its words or its clause, else (past events only) the one its paragraph fixed."""

from dataclasses import replace
from datetime import date

from spacy.tokens import Doc, Span, Token

from ingest.extraction import EventDate
from ingest.nlp import syntax
from ingest.nlp.annotations import PUBLISHED
from ingest.nlp.attribution import Attribution
from ingest.nlp.dates import Tense, resolve
from ingest.nlp.facts import CASUALTIES, GATHERINGS, Facts
from ingest.nlp.landmarks import Landmarks
from ingest.nlp.stance import is_future

BACKGROUND_DAYS = 31  # a date further back is background and says nothing of the sentences after it
_HAPPENED = frozenset({"asserted", "denied", "hedged", "conflicting"})


class Timeline:
    """Dates claims in the order of the text, remembering the date the paragraph speaks of."""

    def __init__(self, doc: Doc, landmarks: Landmarks) -> None:
        """Reads the publication date from the article's user data."""
        self._published: str | None = doc.user_data.get(PUBLISHED)
        self._landmarks = landmarks
        self._fixed: tuple[Span, EventDate] | None = None

    def start_paragraph(self) -> None:
        """Forget the date of the paragraph before."""
        self._fixed = None

    def date_of(self, one: Attribution, facts: Facts, sentence: Span) -> tuple[Span, EventDate] | None:
        """The words that date a claim and what they mean; None when nothing in the paragraph fixes a date."""
        tense: Tense = "future" if one.stance in ("planned", "demanded") or is_future(one.head) else "past"
        spoken = facts.event is None
        words = self._words(one, sentence, spoken=spoken)
        if words is None:
            return None if spoken else self._inherited(one, facts)
        found = resolve(words.text, self._published, tense, self._fixed[1] if self._fixed else None)
        if not spoken:
            self._remember(words, found, tense)
        return words, found

    def _remember(self, words: Span, found: EventDate, tense: Tense) -> None:
        lasting = tense == "past" and found.precision in ("day", "range") and self._is_recent(found)
        self._fixed = (words, found) if lasting else None

    def _inherited(self, one: Attribution, facts: Facts) -> tuple[Span, EventDate] | None:
        incident = facts.event is not None and facts.event.type.incident is not None
        if (
            self._fixed is None
            or one.stance not in _HAPPENED
            or not (incident or facts.kind in CASUALTIES | GATHERINGS)
        ):
            return None
        words, found = self._fixed
        return words, replace(found, basis="context")

    def _words(self, one: Attribution, sentence: Span, *, spoken: bool) -> Span | None:
        """The expression of time nearest to the head of the content; for a mere statement, that of saying it."""
        inside = self._landmarks.dates_in(*one.content)
        if inside:
            return min(inside, key=lambda span: (_distance(span.root, one.head), span.start))
        cue = one.cue.root if one.cue is not None else None
        for span in self._landmarks.dates_in(sentence.start, sentence.end):
            of_cue = cue is not None and span.root.head.i == cue.i
            of_content = one.content[0] <= span.root.head.i < one.content[1]
            if of_content or (spoken and of_cue):
                return span
        return None

    def _is_recent(self, found: EventDate) -> bool:
        if found.first is None or found.last is None:
            return False
        if self._published is None:
            return True
        return (date.fromisoformat(self._published) - date.fromisoformat(found.last)).days <= BACKGROUND_DAYS


def _distance(token: Token, head: Token) -> int:
    steps = [token, *syntax.ancestors(token)]
    return next((n for n, step in enumerate(steps) if step.i == head.i), len(steps))
