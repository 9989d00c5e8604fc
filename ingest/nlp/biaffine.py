"""Heads and labels of dependencies, scored by pairs of word vectors inside one sentence (Dozat and Manning, 2017)."""

from collections.abc import Sequence
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from ingest.nlp.trees import best_tree

Floats = NDArray[np.float32]
ROOT = "ROOT"


class Biaffine:
    """The weights that join the vectors of a word and of its head."""

    def __init__(self, root: Floats, dep: Floats, dep_root: Floats, labels: Sequence[str]) -> None:
        """Take the root's vectors (`root` for arcs, `dep_root` for labels) and `dep` [labels, child + 1, head + 1].

        Raises:
            ValueError: the number of labels differs from that of the weights, or none is ROOT.
        """
        if len(labels) != len(dep) or ROOT not in labels:
            raise ValueError(f"weights for {len(dep)} dependency labels, but the labels are {list(labels)}")
        self._root, self._dep_root = root, dep_root
        self._labels, self._size = len(labels), dep.shape[2]
        self._dep = np.ascontiguousarray(dep.transpose(1, 0, 2).reshape(dep.shape[1], -1))
        self._is_root = labels.index(ROOT)

    @classmethod
    def from_bytes(cls, data: bytes, labels: Sequence[str]) -> "Biaffine":
        """Read the weights from the bytes of an npz file with `root`, `dep` and `dep_root`."""
        with np.load(BytesIO(data)) as stored:
            return cls(stored["root"], stored["dep"], stored["dep_root"], labels)

    def heads(self, child: Floats, head: Floats) -> NDArray[np.intp]:
        """Return the head of each word of one sentence as an index in it, its own for the root.

        Args:
            child: [words, width], what each word seeks.
            head: [words, width], what each word offers.
        """
        scores = np.concatenate([(child @ self._root)[:, None], child @ head.T], axis=1)
        found = best_tree(scores)
        return np.where(found == 0, np.arange(len(found)), found - 1)

    def labels(self, child: Floats, head: Floats, heads: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the label of each word's arc; `child` and `head` [words, width] are the label vectors."""
        words = np.arange(len(heads))
        roots = heads == words
        offered = np.where(roots[:, None], self._dep_root, head[heads])
        one = np.ones((len(heads), 1), dtype=child.dtype)
        through = (np.hstack([child, one]) @ self._dep).reshape(len(heads), self._labels, self._size)
        scores = (through @ np.hstack([offered, one])[:, :, None])[..., 0]
        scores[:, self._is_root] = -np.inf
        return np.where(roots, self._is_root, scores.argmax(1))
