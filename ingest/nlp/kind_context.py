"""What a claim and the text around it say of its kind: two layers of the encoder that are told which words are claimed.

The encoder's own head scores every word alike, whatever claim is asked about. Here its vectors of words go on through
two more layers, with the parts of one claim marked, so that "of them, nine" is read with what was counted before it.
Trained by `python -m models.recipe train-kind-context` on our own passages and topics.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

from graph_schema.codebook import load_codebook
from ingest.nlp.annotations import WORD_VECTORS
from ingest.nlp.onnx_model import session

MODEL = Path(__file__).resolve().parents[2] / "models" / "claim_kinds" / "context.onnx"
BEFORE, AFTER, MOST = 32, 12, 128  # words shown before and after a claim, and in all
OTHER, CONTENT, CUE, SPEAKER = range(4)
NOTHING = "none"


class Shown(NamedTuple):
    """The words shown for a claim: their vectors [words, width] and what each is of the claim [words]."""

    vectors: NDArray[np.float16]
    parts: NDArray[np.int64]


class Readings(NamedTuple):
    """The logarithms of what is likely: of each of the claim's `kinds`, and of `types` of the incident it is about."""

    kinds: NDArray[np.float32]
    types: NDArray[np.float32]


def kinds() -> Sequence[str]:
    """The kinds in the order of the model's scores."""
    return sorted(load_codebook().kinds)


def types() -> Sequence[str]:
    """The types of incidents in the order of the model's scores; the last is for a claim about none."""
    return [*sorted(load_codebook().incidents), NOTHING]


class Context:
    """An article's words as the encoder leaves them, without white space."""

    def __init__(self, doc: Doc) -> None:
        """Take over the vectors that the encoder left; they are there for its pipeline only (`is_known`)."""
        word = np.array([not token.is_space for token in doc], dtype=bool)
        vectors: NDArray[np.float16] | None = doc.user_data.get(WORD_VECTORS)
        self._before = np.concatenate(([0], np.cumsum(word)))
        self._vectors = vectors[word] if vectors is not None else None

    @property
    def is_known(self) -> bool:
        """Whether the pipeline has vectors of words."""
        return self._vectors is not None

    def shown(self, content: Span, cue: Span | None, speaker: Span | None) -> Shown:
        """What the model looks at for a claim: its content, cue and the words for who says it, and what is around.

        Raises ValueError when the pipeline has no vectors of words.
        """
        if self._vectors is None:
            raise ValueError("this pipeline has no vectors of words: its encoder is another")
        start, end = self._words(content)
        first = max(0, start - BEFORE)
        last = min(len(self._vectors), end + AFTER, first + MOST)
        parts = np.full(last - first, OTHER, dtype=np.int64)
        for part, mark in ((speaker, SPEAKER), (cue, CUE), (content, CONTENT)):
            if part is not None:
                start, end = self._words(part)
                parts[max(0, start - first) : max(0, end - first)] = mark
        return Shown(self._vectors[first:last], parts)

    def _words(self, part: Span) -> tuple[int, int]:
        return int(self._before[part.start]), int(self._before[part.end])


def read(shown: Shown) -> Readings:
    """What the model makes of a claim."""
    given = {"vectors": shown.vectors[None].astype(np.float32), "parts": shown.parts[None]}
    found = cast("list[NDArray[np.float32]]", _session().run(["kinds", "types"], given))
    return Readings(*(scores[0] for scores in found))


@cache
def _session() -> Any:
    return session(MODEL)
