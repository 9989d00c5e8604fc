"""What the pipeline's model says of claims: where they stand, whose they are, of which kind and stance."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

from graph_schema.model import QuoteType, Stance
from ingest.nlp import syntax
from ingest.nlp.annotations import KIND_SCORES, STANCE_SCORES
from ingest.nlp.attribution import Attribution
from ingest.nlp.facts import Facts
from ingest.nlp.inflection import base_form
from ingest.nlp.landmarks import Landmarks
from ingest.nlp.reported import Told, told_in

SURE = 0.5  # share that a kind or stance needs to stand against the rules; chosen on the development gold
_Scores = tuple[Sequence[str], NDArray[np.float32]]


class Learned:
    """The model's reading of one article; empty for a pipeline without one."""

    def __init__(self, doc: Doc, landmarks: Landmarks) -> None:
        self._doc = doc
        self._kinds: _Scores | None = doc.user_data.get(KIND_SCORES)
        self._stances: _Scores | None = doc.user_data.get(STANCE_SCORES)
        self._quoted = {i for piece in landmarks.quotes for i in range(piece.span.start, piece.span.end)}

    def kind(self, content: tuple[int, int]) -> tuple[str, float] | None:
        """The kind that the words of a content speak for, with its share; None without a model."""
        return _best(self._kinds, content)

    def stance(self, content: tuple[int, int]) -> tuple[str, float] | None:
        """The stance that the words of a content speak for, with its share; None without a model."""
        return _best(self._stances, content)

    def stance_of(self, one: Attribution, ruled: Stance) -> Stance:
        """The stance of a claim: that of its cue where the cue decides, else the model's where it is sure, else `ruled`."""
        found = self.stance(one.content)
        if found is None or found[1] < SURE:
            return ruled
        return cast("Stance", found[0])

    def facts(self, ruled: Facts, one: Attribution) -> Facts:
        """The facts of a claim with the model's kind where it is sure."""
        found = self.kind(one.content)
        if found is None or found[1] < SURE:
            return ruled
        return replace(ruled, kind=found[0])

    def attributions(self) -> list[Attribution]:
        """The model's claims, in text order; a quotation of nobody is left to the rules for such."""
        return [found for one in told_in(self._doc) if (found := self._attribution(one)) is not None]

    def _attribution(self, one: Told) -> Attribution | None:
        words = syntax.trimmed(self._doc[slice(*one.content)])
        if words is None:
            return None
        cue = self._span(one.cue)
        speaker = self._span(one.speaker)
        kind = self._quote_type(words, told=speaker is not None)
        if speaker is None and kind != "narrated":
            return None
        return Attribution(
            content=(words.start, words.end),
            head=words.root,
            cue=cue,
            verb=base_form(cue.root) if cue is not None else None,
            stance="asserted",
            kind=None,
            speaker=speaker.root if speaker is not None else None,
            via=(),
            quote_type=kind,
            method=f"model {one.score:.2f}",
        )

    def _span(self, part: tuple[int, int] | None) -> Span | None:
        return syntax.trimmed(self._doc[slice(*part)]) if part is not None else None

    def _quote_type(self, words: Span, *, told: bool) -> QuoteType:
        said = [token.i for token in words if not (token.is_punct or token.is_space)]
        inside = sum(i in self._quoted for i in said)
        if inside == len(said):
            return "direct"
        return "narrated" if not told else "mixed" if inside else "indirect"


def fused(ruled: list[Attribution], modelled: list[Attribution]) -> list[Attribution]:
    """The claims of a sentence: cut as the model cuts them, with what the rules know of speaker, cue and chain."""
    found: list[Attribution] = []
    left = list(modelled)
    for one in ruled:
        parts = [other for other in left if _overlap(one, other) * 2 >= min(_length(one), _length(other))]
        left = [other for other in left if other not in parts]
        found += [_joined(one, other) for other in parts] or [one]
    return [*found, *left]


def _joined(ruled: Attribution, modelled: Attribution) -> Attribution:
    if ruled.quote_type == "narrated":
        return modelled
    if modelled.quote_type == "narrated":
        modelled = replace(modelled, quote_type="indirect")
    return replace(ruled, content=modelled.content, head=modelled.head, quote_type=modelled.quote_type)


def _overlap(one: Attribution, other: Attribution) -> int:
    return max(0, min(one.content[1], other.content[1]) - max(one.content[0], other.content[0]))


def _length(one: Attribution) -> int:
    return one.content[1] - one.content[0]


def _best(scores: _Scores | None, content: tuple[int, int]) -> tuple[str, float] | None:
    if scores is None:
        return None
    labels, by_token = scores
    mean = by_token[slice(*content)].mean(0)
    shares = np.exp(mean - mean.max())
    best = int(shares.argmax())
    return labels[best], float(shares[best] / shares.sum())
