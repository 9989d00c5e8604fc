"""Long texts in overlapping windows, and which window speaks for which word."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from ingest.nlp.pieces import SHAPES, WordPieces

WORDS = 120  # as long as what the encoder was trained on
MARGIN = 25  # words of context on each side that another window speaks for
LONGEST = 510  # pieces the encoder has positions for, less start and end
PADDING = 1.25  # the longest of a batch against its shortest: more padding costs more than another batch
Inputs = dict[str, NDArray[np.int64]]


@dataclass(frozen=True)
class Window:
    """Words `start` to `end` of a text are shown to the encoder; those from `first` to `last` are taken from it."""

    start: int
    end: int
    first: int
    last: int


def cut(pieces: Sequence[int], breaks: Sequence[int] = (), words: int = WORDS) -> Iterator[Window]:
    """Cut a text into windows that together speak for each word once.

    A window ends where a sentence does, as in training, if it then holds a third of what it may; else windows overlap.

    Args:
        pieces: how many pieces each word has.
        breaks: words that likely open a sentence, in order.
        words: how many a window holds at most.
    """
    end = len(pieces)
    before = [0, *accumulate(pieces)]
    at = first = 0
    while True:
        fits = bisect_right(before, before[at] + LONGEST) - 1
        stop = min(at + words, fits)
        if stop >= end:
            break
        place = bisect_right(breaks, stop)
        ending = breaks[place - 1] if place else 0
        if ending > first + (stop - first) // 3:
            yield Window(at, ending, first, ending)
            at = first = ending
        else:
            margin = min(MARGIN, (stop - first) // 3)
            yield Window(at, stop, first, stop - margin)
            first = stop - margin
            at = first - margin
    if first < end:
        yield Window(at, end, first, end)


def inputs(rows: Sequence[tuple[Sequence[tuple[int, ...]], Sequence[int]]], pieces: WordPieces) -> Inputs:
    """Pad windows, each given as the pieces and the shape of its words, to one batch.

    No window has more than LONGEST pieces.
    """
    most_words = max(len(cut_words) for cut_words, _ in rows)
    most_pieces = max(sum(map(len, cut_words)) for cut_words, _ in rows) + 2
    ids = np.full((len(rows), most_pieces), pieces.pad, dtype=np.int64)
    shapes = np.full((len(rows), most_pieces), SHAPES, dtype=np.int64)
    first = np.zeros((len(rows), most_words), dtype=np.int64)
    for b, (cut_words, word_shapes) in enumerate(rows):
        sizes = np.fromiter(map(len, cut_words), dtype=np.int64, count=len(cut_words))
        starts = 1 + np.cumsum(sizes) - sizes
        flat = np.fromiter(chain.from_iterable(cut_words), dtype=np.int64)
        ids[b, 0], ids[b, len(flat) + 1] = pieces.start, pieces.end
        ids[b, 1 : len(flat) + 1] = flat
        shapes[b, 1 : len(flat) + 1] = np.repeat(word_shapes, sizes)
        first[b, : len(sizes)] = starts
    return {"pieces": ids, "shapes": shapes, "first": first}


def batches(lengths: Sequence[int], most: int, padding: float = PADDING) -> Iterator[list[int]]:
    """Group items of similar length: at most `most` pieces with padding, or one item that is longer alone.

    `padding`: the longest of a batch against its shortest, at most.
    """
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (lengths[i] * (len(batch) + 1) > most or lengths[i] > padding * lengths[batch[0]]):
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
