"""Silver labels: what the teacher reads in the texts of the encoder's training sets."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from ingest.nlp import windows
from ingest.nlp.encoder import sentence_ends
from ingest.nlp.pieces import WordPieces, shape
from ingest.nlp.reported import Reported, attributions, shares
from models.recipe.attribution.teacher import TEACHER
from models.recipe.corpus import CORPUS
from models.recipe.encoder.examples import IGNORED, SHARES, SILVER, Row, join, read_set, write_silver
from models.recipe.encoder.network import Network
from models.recipe.encoder.train import half_precision, trained, word_pieces

WORDS = 160  # a window, as the teacher was trained
Floats = NDArray[np.float32]


class Teacher:
    """Reads running text with a trained network."""

    def __init__(self, network: Network, pieces: WordPieces) -> None:
        self._network = network.eval()
        self._pieces = pieces

    def scores(
        self, texts: Sequence[str], after_space: Sequence[bool], breaks: Sequence[int], words: int = WORDS
    ) -> tuple[Floats, Floats, Floats]:
        """Return for each word the scores of its role, what it seeks and what it offers as a cue.

        `breaks`: words that likely open a sentence.
        """
        cut = self._pieces.of(texts)
        shapes = [shape(text, after_space=space) for text, space in zip(texts, after_space, strict=True)]
        parts: list[list[Floats]] = [[], [], []]
        for part in windows.cut([len(own) for own in cut], breaks, words):
            given = windows.inputs([(cut[part.start : part.end], shapes[part.start : part.end])], self._pieces)
            with torch.inference_mode(), half_precision(torch.device("cpu")):
                out = self._network(*(torch.from_numpy(given[name]) for name in ("pieces", "shapes", "first")))
            named = dict(zip(Network.OUTPUTS, out, strict=True))
            inside = slice(part.first - part.start, part.last - part.start)
            for kept, name in zip(parts, ("roles", "link_child", "link_cue"), strict=True):
                kept.append(named[name][0, inside].float().numpy())
        roles, child, cue = (np.concatenate(kept) for kept in parts)
        return roles, child, cue

    def label(self, sentences: Sequence[Row]) -> list[Row]:
        """Return the sentences of one document with the teacher's shares of each role, and the cue of each word."""
        whole = join(sentences)
        starts = np.cumsum([0, *map(len, sentences)]).tolist()
        roles, child, cue = self.scores(whole.words, whole.after_space, sentence_ends(whole.words))
        cues = np.full(len(whole), IGNORED)
        for one in attributions(roles, child, cue):
            for start, end in parts_of(one):
                cues[start:end] = one.cue[0]
        read = shares(roles).astype(np.float16)
        return [
            replace(
                row,
                roles=read[start : start + len(row)],
                cues=[c if c == IGNORED else c - start for c in cues[start : start + len(row)].tolist()],
            )
            for row, start in zip(sentences, starts, strict=False)
        ]


def parts_of(one: Reported) -> list[tuple[int, int]]:
    """Every range of an attribution."""
    return [one.cue, *one.contents, *([one.source] if one.source else [])]


def label(corpus: Path = CORPUS, build: Path = TEACHER, silver: Path = SILVER) -> None:
    """Write the teacher's reading of every training set under `silver`.

    Raises:
        FileNotFoundError: the corpora are not built, or no teacher is trained.
    """
    network, labels = trained(build)
    teacher = Teacher(network, word_pieces())
    for name in SHARES:
        documents = read_set(corpus, name, "train", labels)
        write_silver([teacher.label(rows) for rows in documents if rows], silver / f"{name}.npz")
        print(f"{name}: {len(documents)} documents read", flush=True)
