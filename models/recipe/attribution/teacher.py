"""The teacher: the encoder's network, trained on PolNeAR's texts. Never shipped, as they have no licence."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from ingest.nlp.encoder import paragraph_starts, sentence_ends
from ingest.nlp.reported import ROLE_TAGS
from models.recipe.attribution import polnear
from models.recipe.corpus import tokenizer
from models.recipe.encoder.examples import IGNORED, Corpora, NamePool, Row, bare
from models.recipe.encoder.labels import Labels
from models.recipe.encoder.train import Plan, fit
from models.recipe.paths import BUILD

TEACHER, START = BUILD / "teacher", BUILD / "start"
LIMITS = (80, 120, 160)  # words a window: what is said in one paragraph is often told by the next
PLAN = Plan(words=2_800_000, encoder_rate=1.5e-4, head_rate=1.2e-3, without=frozenset({"swaps"}))


def train(plan: Plan = PLAN, build: Path = TEACHER, start: Path = START) -> int:
    """Train from the last checkpoint on, at first from the encoder in `start`; return the words still to be seen.

    Raises:
        FileNotFoundError: no texts, or no trained encoder in `start`.
    """
    labels = Labels.read(start / "labels.json")
    build.mkdir(parents=True, exist_ok=True)
    labels.write(build / "labels.json")
    nlp = tokenizer()
    texts = [rows(one) for one in polnear.read(polnear.FOLDER / "polnear-train", nlp)]
    corpora = Corpora({"polnear": texts}, {"polnear": set()}, NamePool((), {}), LIMITS)
    return fit(plan, labels, corpora, build, start / "checkpoint.pt")


def rows(one: polnear.Annotated) -> list[Row]:
    """Cut a text where its sentences likely end; nothing but roles and cues is known of it."""
    words = [t.i for t in one.doc if not t.is_space]
    at = {i: n for n, i in enumerate(words)}
    texts = [one.doc[i].text for i in words]
    after_space = [i == 0 or bool(one.doc[i - 1].whitespace_) or one.doc[i - 1].is_space for i in words]
    breaks = sorted({0, *paragraph_starts(one.doc, words), *sentence_ends(texts), len(words)})
    found: list[Row] = []
    for start, end in pairwise(breaks):
        n = end - start
        cues = [one.cues[i] for i in words[start:end]]
        roles = np.zeros((n, len(ROLE_TAGS)), dtype=np.float16)
        roles[np.arange(n), [one.tags[i] for i in words[start:end]]] = 1
        linked = [IGNORED if cue is None else at[cue] - start for cue in cues]
        found.append(replace(bare(texts[start:end], after_space[start:end], "polnear", cues=linked), roles=roles))
    return found
