"""The linear model of a claim's kind (`ingest/nlp/kind_words.py`), trained on our own annotated passages.

The encoder's head was trained on the same passages and is too sure on them, so the two are not trained together: how
much each counts is chosen on the development gold (`ingest/nlp/learned.py`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc, Span, Token

from ingest.nlp import kind_words
from ingest.nlp.attribution import Attribution
from ingest.nlp.cues import load_cues
from ingest.nlp.facts import facts_of
from ingest.nlp.inflection import base_form
from ingest.nlp.kind_words import features
from ingest.nlp.landmarks import find_landmarks
from ingest.nlp.load import load_pipeline
from models.recipe.claims import OwnClaim, Passage, read

LEAST_OFTEN = 5  # claims that a feature must stand in
PENALTY = 0.3  # scikit-learn's C; .1 and 1 do nearly as well on the development gold
_STEPS = 100

Example = tuple[set[str], str]


def examples(passages: Iterable[Passage]) -> Iterator[Example]:
    """The features and the kind of every claim, read by the default pipeline as it reads articles."""
    passages = list(passages)
    pipeline = load_pipeline()
    with pipeline.select_pipes(disable=["claims", "incidents"]):  # which read the model that is to be trained
        docs = list(pipeline.pipe(passage.text for passage in passages))
    for passage, doc in zip(passages, docs, strict=True):
        landmarks = find_landmarks(doc)
        for claim in passage.claims:
            one = _attribution(doc, claim)
            if one is not None:
                yield features(one, facts_of(one, landmarks), landmarks), claim.kind


def _attribution(doc: Doc, claim: OwnClaim) -> Attribution | None:
    """A claim as the reader would have found it; None for one without a word."""
    content = words_of(doc, claim.content)
    if content is None:
        return None
    cue, speaker = words_of(doc, claim.cue), words_of(doc, claim.speaker)
    verb = base_form(cue.root) if cue is not None else None
    return Attribution(
        content=(content.start, content.end),
        head=content.root,
        cue=cue,
        verb=verb,
        stance=claim.stance,  # pyright: ignore[reportArgumentType]  # checked where it was read
        kind=_decided(verb, claim.stance),
        speaker=_head(speaker),
        via=(),
        quote_type=claim.quote,  # pyright: ignore[reportArgumentType]  # likewise
        method="gold",
    )


def _decided(verb: str | None, stance: str) -> str | None:
    """The kind that the cue decides; "call" does so for a demand only."""
    cues = load_cues().verbs.get(verb or "", ())
    demanded = stance == "demanded"
    return next((cue.kind for cue in cues if cue.kind is not None and (cue.stance == "demanded") == demanded), None)


def words_of(doc: Doc, part: tuple[int, int] | None) -> Span | None:
    """The tokens of a range of characters, whole ones; None without a range, or one that no token is in."""
    return doc.char_span(*part, alignment_mode="expand") if part is not None else None


def _head(words: Span | None) -> Token | None:
    return words.root if words is not None else None


def train(data: Iterable[Example], path: Path = kind_words.MODEL) -> Path:
    """Fit the model and write it, its weights as bytes. Raises ValueError for fewer than three kinds."""
    data = list(data)
    if len({kind for _, kind in data}) < 3:  # two would have one row of weights between them
        raise ValueError("fewer than three kinds")
    often = Counter(name for found, _ in data for name in found)
    vectors = DictVectorizer()
    table = vectors.fit_transform({name: 1 for name in found if often[name] >= LEAST_OFTEN} for found, _ in data)
    model = LogisticRegression(C=PENALTY, max_iter=_STEPS).fit(table, [kind for _, kind in data])
    scale = float(np.abs(model.coef_).max()) / 127
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        features=_lines(vectors.get_feature_names_out()),
        kinds=_lines(model.classes_),
        weights=np.rint(model.coef_.T / scale).astype(np.int8),
        scale=np.float32(scale),
        bias=model.intercept_.astype(np.float32),
    )
    return path


def _lines(names: Iterable[str]) -> np.ndarray:
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def main() -> Path:
    """Train on all passages."""
    return train(examples(read()))
