"""What the words of a claim and the rules' facts say of its kind: a linear model beside the encoder's head.

Multinomial logistic regression over words, trained by `python -m models.recipe train-kinds` on our own passages. It
errs in other claims than the head does, so the two together are right more often than either.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

from graph_schema.codebook import load_codebook
from ingest.nlp.attribution import Attribution
from ingest.nlp.facts import Facts
from ingest.nlp.inflection import base_form
from ingest.nlp.landmarks import Landmarks

MODEL = Path(__file__).resolve().parents[2] / "models" / "claim_kinds" / "model.npz"
_BEFORE = 6  # words before a claim that lead up to it
_STEM = 4  # letters that stand for a longer word's family


@dataclass(frozen=True, slots=True)
class KindModel:
    """A weight for each kind (columns, in the order of `kinds`) by feature (rows), whole numbers times `scale`."""

    kinds: Sequence[str]
    rows: dict[str, int]
    weights: NDArray[np.int8]
    scale: float
    bias: NDArray[np.float32]

    def shares(self, features: Iterable[str]) -> NDArray[np.float32]:
        """The logarithm of each kind's probability; a feature that training never saw says nothing."""
        known = [self.rows[one] for one in features if one in self.rows]
        scores = self.weights[known].sum(0, dtype=np.int32) * np.float32(self.scale) + self.bias
        scores -= scores.max()
        return scores - np.log(np.exp(scores).sum())


def features(one: Attribution, ruled: Facts, landmarks: Landmarks) -> set[str]:
    """What is looked at: words in and before the content, cue and speaker, and what the rules made of it."""
    start, end = one.content
    doc = one.head.doc
    found = {f"before {_word(token)}" for token in doc[max(0, start - _BEFORE) : start]}
    found |= {f"first {_word(doc[start])}", f"head {_word(one.head)}", f"quote {one.quote_type}", f"is {one.stance}"}
    for token in doc[start:end]:
        found.update(_of_word(_word(token)))
    if one.verb is not None:
        found.add(f"verb {one.verb}")
    if one.speaker is not None:
        found |= {f"speaker {name}" for name in (_word(one.speaker), *_classes(_word(one.speaker)))}
    found.add(f"ruled {ruled.kind}")
    found |= {f"event {event.type.kind}" for event in landmarks.events_in(start, end)}
    if ruled.event is not None:
        found.add(f"main event {ruled.event.type.kind}")
    if ruled.count is not None:
        found.add(f"counts {ruled.count[1].unit}")
    return found


def _of_word(word: str) -> Iterator[str]:
    yield word
    yield from _classes(word)
    if len(word) > _STEM:
        yield f"{word[:_STEM]}-"


def _classes(word: str) -> Iterator[str]:
    """The codebook's classes of a word, such as "@authority"."""
    return (f"@{name}" for name, words in load_codebook().classes.items() if word in words)


def _word(token: Token) -> str:
    if token.is_space:
        return "¶"
    return base_form(token) if token.is_alpha else token.lower_


@cache
def kind_model(path: Path = MODEL) -> KindModel:
    """The model that is shipped, or that of another file. Raises FileNotFoundError when there is none."""
    with np.load(path, allow_pickle=False) as file:
        names = bytes(file["features"]).decode().split("\n")
        return KindModel(
            kinds=tuple(bytes(file["kinds"]).decode().split("\n")),
            rows={name: row for row, name in enumerate(names)},
            weights=file["weights"],
            scale=float(file["scale"]),
            bias=file["bias"],
        )
