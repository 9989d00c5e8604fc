"""What the words of an article show before anyone asks who says it: events, counts, expressions of time, quotations."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Generic, TypeVar

from spacy.tokens import Doc, Span

from ingest.nlp import lexicon, syntax
from ingest.nlp.date_words import find_dates
from ingest.nlp.events import Event, find_events
from ingest.nlp.quantities import Count, find_quantities
from ingest.nlp.quotes import find_quotes

_T = TypeVar("_T")
MAX_SENTENCE = 300  # tokens; what is longer is a list, a table or text without full stops, and would cost its square


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


class Landmarks:
    """Each kind sorted by its first token, to be asked for by ranges of tokens."""

    def __init__(
        self, events: list[Event], counts: list[CountWords], dates: list[Span], quotes: list[QuotePiece]
    ) -> None:
        self.quotes = tuple(quotes)
        self._events = _Sorted(events, [event.token.i for event in events])
        self._counts = _Sorted(counts, [count.span.start for count in counts])
        self._dates = _Sorted(dates, [date.start for date in dates])
        self._quotes = _Sorted(quotes, [piece.span.start for piece in quotes])

    def events_in(self, start: int, end: int) -> list[Event]:
        """Events whose word lies in a half-open range of tokens."""
        return self._events.between(start, end)

    def counts_in(self, start: int, end: int) -> list[CountWords]:
        """Counts that start in a half-open range of tokens."""
        return self._counts.between(start, end)

    def dates_in(self, start: int, end: int) -> list[Span]:
        """Expressions of time that start in a half-open range of tokens."""
        return self._dates.between(start, end)

    def quotes_in(self, start: int, end: int) -> list[QuotePiece]:
        """Pieces of quotations that overlap a half-open range of tokens."""
        before = [piece for piece in self._quotes.last_before(start) if piece.span.end > start]
        return [*before, *self._quotes.between(start, end)]


@dataclass(frozen=True, slots=True)
class _Sorted(Generic[_T]):
    items: list[_T]
    starts: list[int]

    def between(self, start: int, end: int) -> list[_T]:
        return self.items[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def last_before(self, start: int) -> list[_T]:
        at = bisect_left(self.starts, start)
        return self.items[max(0, at - 1) : at]


def find_landmarks(doc: Doc) -> Landmarks:
    """All landmarks of a parsed article. A sentence over MAX_SENTENCE tokens has no parse to trust, so no events."""
    text = doc.text
    found = find_dates(text)
    dated = _Sorted(found, [one.start for one in found])
    counts = (
        CountWords(span, count)
        for count in find_quantities(text)
        if not any(
            one.end > count.start for one in [*dated.last_before(count.start), *dated.between(count.start, count.end)]
        )
        and (span := doc.char_span(count.start, count.end, alignment_mode="expand")) is not None
        and not _is_population(span)
        and not _is_of_a_name(span)
    )
    dates = (doc.char_span(date.start, date.end, alignment_mode="expand") for date in found)
    sentences = list(doc.sents)
    return Landmarks(
        events=[event for sentence in sentences if len(sentence) <= MAX_SENTENCE for event in find_events(sentence)],
        counts=list(counts),
        dates=[date for date in dates if date is not None],
        quotes=_pieces(doc, text, [sentence.end for sentence in sentences]),
    )


def _is_population(count: Span) -> bool:
    """Whether a number says how large a place is, as in "a village of some 8,000 people"."""
    head = count.root if count.root.pos_ == "NOUN" else count.root.head
    if head.dep_ != "nmod" or syntax.case_of(head) != "of":
        return False
    named = lexicon.name_heads().get(head.head.lemma_.lower())
    return named is not None and named.kind == "place"


def _is_of_a_name(count: Span) -> bool:
    """Whether a number is part of the name before it, as in "Campus 2" and "Tram Line 6"."""
    number = count.root
    name = number.head
    return len(count) == 1 and number.text.isdigit() and name.pos_ == "PROPN" and name.i == number.i - 1


def _pieces(doc: Doc, text: str, ends: list[int]) -> list[QuotePiece]:
    """Quotations cut at the ends of sentences (token numbers), without pieces that hold no word."""
    pieces: list[QuotePiece] = []
    for number, quote in enumerate(find_quotes(text)):
        span = doc.char_span(quote.start, quote.end, alignment_mode="expand")
        start = span.start if span is not None else 0
        while span is not None and start < span.end:
            end = min(ends[bisect_right(ends, start)], span.end)
            if any(token.is_alpha or token.like_num for token in doc[start:end]):
                pieces.append(QuotePiece(number, doc[start:end]))
            start = end
    return pieces
