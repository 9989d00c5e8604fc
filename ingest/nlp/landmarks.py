"""What the words of an article show before anyone asks who says it: events, counts, expressions of time, quotations."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import TypeVar

from spacy.tokens import Doc, Span

from ingest.nlp.dates import find_dates
from ingest.nlp.events import Event, find_events
from ingest.nlp.quantities import Count, find_quantities
from ingest.nlp.quotes import find_quotes

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class CountWords:
    """A count on its tokens."""

    span: Span
    count: Count


@dataclass(frozen=True, slots=True)
class QuotePiece:
    """The part of a quotation that lies in one sentence; `quote` numbers the quotations of the article."""

    quote: int
    span: Span


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Each kind sorted by its first token."""

    events: tuple[Event, ...]
    counts: tuple[CountWords, ...]
    dates: tuple[Span, ...]
    quotes: tuple[QuotePiece, ...]

    def events_in(self, start: int, end: int) -> list[Event]:
        """Events whose word lies in a half-open range of tokens."""
        return _inside(self.events, [event.token.i for event in self.events], start, end)

    def counts_in(self, start: int, end: int) -> list[CountWords]:
        """Counts that start in a half-open range of tokens."""
        return _inside(self.counts, [count.span.start for count in self.counts], start, end)

    def dates_in(self, start: int, end: int) -> list[Span]:
        """Expressions of time that start in a half-open range of tokens."""
        return _inside(self.dates, [date.start for date in self.dates], start, end)

    def quotes_in(self, start: int, end: int) -> list[QuotePiece]:
        """Pieces of quotations that overlap a half-open range of tokens."""
        starts = [piece.span.start for piece in self.quotes]
        first = bisect_left(starts, start)
        first -= first > 0 and self.quotes[first - 1].span.end > start
        return list(self.quotes[first : bisect_left(starts, end)])


def _inside(items: tuple[_T, ...], starts: list[int], start: int, end: int) -> list[_T]:
    return list(items[bisect_left(starts, start) : bisect_left(starts, end)])


def find_landmarks(doc: Doc) -> Landmarks:
    """All landmarks of a parsed article."""
    counts = (
        CountWords(span, count)
        for count in find_quantities(doc.text)
        if (span := doc.char_span(count.start, count.end, alignment_mode="expand")) is not None
    )
    dates = (doc.char_span(date.start, date.end, alignment_mode="expand") for date in find_dates(doc.text))
    return Landmarks(
        events=tuple(find_events(doc)),
        counts=tuple(counts),
        dates=tuple(date for date in dates if date is not None),
        quotes=tuple(_pieces(doc)),
    )


def _pieces(doc: Doc) -> list[QuotePiece]:
    pieces: list[QuotePiece] = []
    for number, quote in enumerate(find_quotes(doc.text)):
        span = doc.char_span(quote.start, quote.end, alignment_mode="expand")
        if span is None:
            continue
        start = span.start
        while start < span.end:
            end = min(doc[start].sent.end, span.end)
            if any(token.is_alpha or token.like_num for token in doc[start:end]):
                pieces.append(QuotePiece(number, doc[start:end]))
            start = end
    return pieces
