"""Long texts in overlapping windows, and which window speaks for which word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.nlp.pieces import SHAPES, WordPieces

WORDS = 120  # as long as what the encoder was trained on
MARGIN = 25  # words of context on each side that another window speaks for
LONGEST = 510  # pieces the encoder has positions for, less start and end
Inputs = dict[str, NDArray[np.int64]]


@dataclass(frozen=True)
class Window:
    """Words `start` to `end` of a text are shown to the encoder; those from `first` to `last` are taken from it."""

    start: int
    end: int
    first: int
    last: int


def cut(start: int, end: int) -> Iterator[Window]:
    """Cut the words `start` to `end` of one paragraph into windows that together speak for each word once."""
    at = first = start
    while end - at > WORDS:
        stop = at + WORDS
        yield Window(at, stop, first, stop - MARGIN)
        first = stop - MARGIN
        at = first - MARGIN
    if first < end:
        yield Window(at, end, first, end)


def inputs(rows: Sequence[tuple[Sequence[tuple[int, ...]], Sequence[int]]], pieces: WordPieces) -> Inputs:
    """Pad windows, each given as the pieces and the shape of its words, to one batch.

    Words beyond LONGEST pieces are read as the window's start: only text without a blank for pages gets there.
    """
    most_words = max(len(cut_words) for cut_words, _ in rows)
    most_pieces = min(LONGEST, max(sum(map(len, cut_words)) for cut_words, _ in rows)) + 2
    ids = np.full((len(rows), most_pieces), pieces.pad, dtype=np.int64)
    shapes = np.full((len(rows), most_pieces), SHAPES, dtype=np.int64)
    first = np.zeros((len(rows), most_words), dtype=np.int64)
    for b, (cut_words, word_shapes) in enumerate(rows):
        ids[b, 0], at = pieces.start, 1
        for w, (own, word_shape) in enumerate(zip(cut_words, word_shapes, strict=True)):
            if at + len(own) > most_pieces - 1:
                break
            first[b, w] = at
            ids[b, at : at + len(own)] = own
            shapes[b, at : at + len(own)] = word_shape
            at += len(own)
        ids[b, at] = pieces.end
    return {"pieces": ids, "shapes": shapes, "first": first}


def batches(lengths: Sequence[int], most: int) -> Iterator[list[int]]:
    """Group items of similar length: `most` pieces a batch with padding, or one item that is longer alone."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and lengths[i] * (len(batch) + 1) > most:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
