"""Static word vectors from Brown clusters: what a word's company says about it, in a few bytes a word.

A cluster is a path in a binary tree; words that share the start of their paths get similar vectors. The table has one
row a cluster, so it is small, and keys are hashes, so the words themselves need no place in the package.
"""

import gzip
import json
from importlib.util import find_spec
from pathlib import Path
from typing import cast

import numpy as np
import spacy
from spacy.strings import get_string_id
from spacy.vectors import Vectors

WIDTH = 64
DEPTHS = (4, 6, 8, 10, 12, 18)
WORDS = 150_000
SEED = 20


def tables() -> Path:
    """Return the folder of the `spacy-lookups-data` tables.

    Raises:
        ModuleNotFoundError: the package is not installed; it comes with the `train` extra.
    """
    found = find_spec("spacy_lookups_data")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("no spacy-lookups-data: install the project with its `train` extra")
    return Path(found.origin).parent / "data"


def path_vector(path: int, bits: int) -> np.ndarray:
    """Sum of one random vector for each prefix of a path (lowest bit first), so near leaves are near in space."""
    total = np.zeros(WIDTH, dtype=np.float32)
    for depth in DEPTHS:
        if depth <= bits or depth == DEPTHS[0]:
            prefix = path & ((1 << depth) - 1)
            total += np.random.default_rng((SEED, depth, prefix)).standard_normal(WIDTH, dtype=np.float32)
    return total / np.float32(len(DEPTHS) ** 0.5)


def write_vectors(output: Path, folder: Path | None = None) -> None:
    """Write a blank English pipeline that carries the vectors of the most frequent clustered words.

    `folder` holds `en_lexeme_cluster.json.gz` and `en_lexeme_prob.json.gz`; by default those of `spacy-lookups-data`.
    """
    where = folder or tables()
    cluster = _table(where / "en_lexeme_cluster.json.gz")
    probability = _table(where / "en_lexeme_prob.json.gz")
    frequent = sorted((w for w, c in cluster.items() if c), key=lambda w: (-probability.get(w, -30.0), w))[:WORDS]
    paths = sorted({int(cluster[w]) for w in frequent})
    row = {path: i for i, path in enumerate(paths)}
    data = np.stack([path_vector(p, p.bit_length()) for p in paths])
    nlp = spacy.blank("en")
    nlp.vocab.vectors = Vectors(data=data, name="brown")
    for word in frequent:
        nlp.vocab.vectors.add(get_string_id(word), row=row[int(cluster[word])])
    nlp.to_disk(output)


def _table(file: Path) -> dict[str, float]:
    with gzip.open(file, "rt", encoding="utf-8") as table:
        return cast("dict[str, float]", json.load(table))
