"""Corpora as rows of numbers, and the batches drawn from them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import torch
from spacy.tokens import Span
from torch import Tensor

from ingest.nlp.lemma_scripts import script_of
from ingest.nlp.name_tags import tags_of
from ingest.nlp.pieces import SHAPES, WordPieces, shape
from models.recipe.cnn import load, unannotated_in
from models.recipe.corpus import tokenizer
from models.recipe.encoder.labels import Labels, morph_label

IGNORED = -100
LONGEST_SENTENCE = 160  # words; the few longer ones are tables and lists
# Words of each set in a hundred: hand-made sets often, the large silver one (GMB) as rarely as it pays.
SHARES = {
    "ewt": 24,
    "gum": 22,
    "gmb": 20,
    "crossner": 11,
    "redocred": 11,
    "wikigold": 3,
    "re3d": 3,
    "protest": 6,
}
# Windows are cut at these numbers of words (0: every sentence alone), so that titles and whole paragraphs are both seen.
LIMITS = (0, 40, 80, 120)


@dataclass(frozen=True)
class Row:
    """A run of words with targets, IGNORED where nothing is annotated; `heads` are indices in the row."""

    words: list[str]
    after_space: list[bool]
    sentence: list[int]
    names: list[int]
    tags: list[int]
    morphs: list[int]
    lemmas: list[int]
    heads: list[int]
    deps: list[int]
    set: str

    def __len__(self) -> int:
        return len(self.words)


@dataclass
class Batch:
    """Tensors of equal-length rows; word-level ones are [batch, words] and IGNORED where padded."""

    inputs: tuple[Tensor, Tensor, Tensor]
    targets: dict[str, Tensor]
    sets: list[str]
    words: int


@dataclass
class Corpora:
    """All training documents by set, each a list of sentences."""

    sets: dict[str, list[list[Row]]]
    unannotated: dict[str, set[str]] = field(default_factory=dict)


def row_of(sentence: Span, labels: Labels, name: str, named: Span | None) -> Row:
    """Turn one sentence into numbers; `named` carries its names where another set annotates them."""
    words = [t.text for t in sentence]
    n = len(words)
    source = named if named is not None else sentence
    if source.doc.has_annotation("ENT_IOB"):
        spans = [(e.start - source.start, e.end - source.start, e.label_) for e in source.ents if e.label_]
        names = tags_of(n, [s for s in spans if s[0] >= 0 and s[1] <= n], labels.names)
        names = [
            IGNORED if t.ent_iob == 0 or (t.ent_iob != 2 and not t.ent_type_) else x
            for t, x in zip(source, names, strict=True)
        ]
    else:
        names = [IGNORED] * n
    after_space = [t.i == 0 or bool(t.doc[t.i - 1].whitespace_) for t in sentence]
    if not sentence.doc.has_annotation("DEP"):
        nothing = [IGNORED] * n
        return Row(words, after_space, [0] * n, names, nothing, nothing, nothing, nothing, nothing, name)
    at = {
        kind: {label: i for i, label in enumerate(getattr(labels, kind))}
        for kind in ("tags", "morphs", "lemmas", "deps")
    }
    return Row(
        words,
        after_space,
        [0] * n,
        names,
        [at["tags"].get(t.tag_, IGNORED) for t in sentence],
        [at["morphs"].get(morph_label(t), IGNORED) for t in sentence],
        [at["lemmas"].get(script_of(t.text, t.lemma_), IGNORED) for t in sentence],
        [t.head.i - sentence.start for t in sentence],
        [at["deps"].get(t.dep_, IGNORED) for t in sentence],
        name,
    )


def read_set(corpus: Path, name: str, split: str, labels: Labels) -> list[list[Row]]:
    """Read one corpus as documents of rows; EWT takes its names from UNER, which annotates the same sentences."""
    nlp = tokenizer()
    named: dict[tuple[str, ...], Span] = {}
    if name == "ewt":
        uner = load(corpus / f"uner.{split}.spacy", nlp)
        named = {tuple(t.text for t in s): s for doc in uner for s in doc.sents}
    documents: list[list[Row]] = []
    for doc in load(corpus / f"{name}.{split}.spacy", nlp):
        sentences = [s for s in doc.sents if len(s) <= LONGEST_SENTENCE]
        documents.append([row_of(s, labels, name, named.get(tuple(t.text for t in s))) for s in sentences])
    return documents


def read_corpora(corpus: Path, labels: Labels) -> Corpora:
    """Read every training set that is built."""
    sets = {
        name: read_set(corpus, name, "train", labels) for name in SHARES if (corpus / f"{name}.train.spacy").is_file()
    }
    gaps = unannotated_in(corpus)
    unannotated = {name: gaps.get(f"{name}.train.spacy", set()) for name in sets}
    unannotated["ewt"] = gaps["uner.train.spacy"]
    return Corpora(sets, unannotated)


def join(rows: Sequence[Row]) -> Row:
    """Put sentences of one document into one row."""
    first = rows[0]
    if len(rows) == 1:
        return first
    joined: dict[str, list[int]] = {k: [] for k in ("sentence", "names", "tags", "morphs", "lemmas", "heads", "deps")}
    words: list[str] = []
    after_space: list[bool] = []
    for i, row in enumerate(rows):
        joined["sentence"] += [i] * len(row)
        joined["heads"] += [h if h == IGNORED else h + len(words) for h in row.heads]
        for kind in ("names", "tags", "morphs", "lemmas", "deps"):
            joined[kind] += getattr(row, kind)
        words += row.words
        after_space += row.after_space
    return Row(words=words, after_space=after_space, set=first.set, **joined)


def windows(sentences: Sequence[Row], limit: int) -> Iterator[Row]:
    """Join neighbouring sentences while they stay within `limit` words."""
    waiting: list[Row] = []
    for sentence in sentences:
        if waiting and sum(map(len, waiting)) + len(sentence) > limit:
            yield join(waiting)
            waiting = []
        waiting.append(sentence)
    if waiting:
        yield join(waiting)


def augment(row: Row, rng: random.Random) -> Row:
    """Now and then write a row in capitals, in lower case or as a headline, or take its final full stop away."""
    dice = rng.random()
    words = row.words
    if dice < 0.05:
        words = [w.upper() for w in words]
    elif dice < 0.08:
        words = [w.lower() for w in words]
    elif dice < 0.12:
        words = [w[0].upper() + w[1:] if len(w) > 3 else w for w in words]
    row = replace(row, words=words)
    last = len(words) - 1
    if (
        rng.random() < 0.1
        and last > 3
        and words[-1] in (".", "!", "?")
        and last not in row.heads[:-1]
        and not row.names[-1] > 0
    ):
        cut = {
            k: getattr(row, k)[:-1]
            for k in ("words", "after_space", "sentence", "names", "tags", "morphs", "lemmas", "heads", "deps")
        }
        row = Row(set=row.set, **cut)
    return row


def endless(documents: list[list[Row]], rng: random.Random) -> Iterator[Row]:
    """Yield augmented windows of all documents in random order, again and again."""
    order = list(range(len(documents)))
    while True:
        rng.shuffle(order)
        for i in order:
            for window in windows(documents[i], rng.choice(LIMITS)):
                yield augment(window, rng)


def batches(corpora: Corpora, pieces: WordPieces, size: int, rng: random.Random) -> Iterator[Batch]:
    """Yield batches without end: rows of similar length, together at most `size` pieces with padding."""
    streams = {name: endless(docs, rng) for name, docs in corpora.sets.items()}
    drawn = dict.fromkeys(streams, 0.0)
    while True:
        pool: list[Row] = []
        while sum(map(len, pool)) < 16 * size:
            name = min(drawn, key=lambda k: drawn[k] / SHARES[k])
            pool.append(next(streams[name]))
            drawn[name] += len(pool[-1])
        yield from shuffled(pack(pool, pieces, size), rng)


def shuffled(items: Iterator[Batch], rng: random.Random) -> list[Batch]:
    """Return the items in random order."""
    listed = list(items)
    rng.shuffle(listed)
    return listed


def pack(rows: Sequence[Row], pieces: WordPieces, size: int) -> Iterator[Batch]:
    """Cut rows, sorted by length, into batches."""
    cut = [(row, pieces.of(row.words)) for row in rows]
    lengths = [sum(map(len, p)) + 2 for _, p in cut]
    batch: list[int] = []
    for i in sorted(range(len(cut)), key=lengths.__getitem__):
        if batch and lengths[i] * (len(batch) + 1) > size:
            yield collate([cut[j] for j in batch], pieces)
            batch = []
        batch.append(i)
    if batch:
        yield collate([cut[j] for j in batch], pieces)


def collate(rows: Sequence[tuple[Row, list[tuple[int, ...]]]], pieces: WordPieces) -> Batch:
    """Pad rows to tensors."""
    n_words = max(len(row) for row, _ in rows)
    n_pieces = min(512, max(sum(map(len, cut)) + 2 for _, cut in rows))
    ids = np.full((len(rows), n_pieces), pieces.pad, dtype=np.int64)
    shapes = np.full((len(rows), n_pieces), SHAPES, dtype=np.int64)
    first = np.zeros((len(rows), n_words), dtype=np.int64)
    kinds = ("names", "tags", "morphs", "lemmas", "heads", "deps", "sentence")
    targets = {k: np.full((len(rows), n_words), IGNORED, dtype=np.int64) for k in kinds}
    for b, (row, cut) in enumerate(rows):
        ids[b, 0], at = pieces.start, 1
        for w, (word, space, own) in enumerate(zip(row.words, row.after_space, cut, strict=True)):
            if at + len(own) >= n_pieces:
                break
            first[b, w] = at
            ids[b, at : at + len(own)] = own
            shapes[b, at : at + len(own)] = shape(word, after_space=space)
            at += len(own)
        ids[b, at] = pieces.end
        for kind in kinds:
            targets[kind][b, : len(row)] = getattr(row, kind)
    tensors = {k: torch.from_numpy(v) for k, v in targets.items()}
    inputs = (torch.from_numpy(ids), torch.from_numpy(shapes), torch.from_numpy(first))
    return Batch(inputs, tensors, [row.set for row, _ in rows], sum(len(row) for row, _ in rows))
