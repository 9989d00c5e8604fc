"""The reader's encoder as one spaCy component: tags, lemmas, sentences, dependencies and names in one pass."""

import json
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import numpy as np
import srsly
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, SENT_START, TAG
from spacy.language import Language
from spacy.parts_of_speech import IDS
from spacy.tokens import Doc, Span
from spacy.util import ensure_path
from spacy.vocab import Vocab
from threadpoolctl import ThreadpoolController

from ingest.nlp import windows
from ingest.nlp.annotations import KIND_SCORES, NAME_BELIEFS, REPORTED, STANCE_SCORES, TOLD, WORD_VECTORS
from ingest.nlp.biaffine import Biaffine
from ingest.nlp.lemma_scripts import apply_script
from ingest.nlp.name_tags import Name, NameDecoder, label_shares
from ingest.nlp.onnx_model import session
from ingest.nlp.paragraphs import CLOSERS, is_blank_line
from ingest.nlp.pieces import WordPieces, shape
from ingest.nlp.reported import attributions, told

GRAPH, BIAFFINE, LABELS, PIECES = "encoder.onnx", "biaffine.npz", "labels.json", "pieces.json"
FILES = (GRAPH, BIAFFINE, LABELS, PIECES)
FACTORY = "protest_encoder"
LONGEST_SENTENCE = 300  # words: text without full stops is cut, as all pairs of a sentence's words are scored
FULL_STOPS = frozenset({".", "!", "?"})
BATCH_PIECES = 1536
Arrays = dict[str, NDArray[Any]]


class _Model:
    """What the component's files hold, ready to run."""

    def __init__(self, files: dict[str, bytes], threads: int) -> None:
        self.files = files
        self.labels = cast("dict[str, Any]", json.loads(files[LABELS]))
        self.pieces = WordPieces.from_json(files[PIECES].decode("utf-8"))
        self.biaffine = Biaffine.from_bytes(files[BIAFFINE], self.labels["deps"])
        self.names = NameDecoder(self.labels["names"])
        self.poses = [morph.partition("|")[0] for morph in self.labels["morphs"]]
        self.session = session(files[GRAPH], threads)
        # several threads of numpy's products, over matrices as small as sentences, would cost twice the processor time
        self.blas = ThreadpoolController()
        self.outputs = [o.name for o in self.session.get_outputs()]
        width = dict(zip(self.outputs, (o.shape[-1] for o in self.session.get_outputs()), strict=True))["names"]
        if width != 4 * len(self.labels["names"]) + 1:
            raise ValueError(
                f"the graph tells {width} tags of names apart, {LABELS} has {len(self.labels['names'])} labels"
            )
        self.lemma = lru_cache(maxsize=100_000)(self._lemma)

    def _lemma(self, word: str, script: int, pos: str) -> str:
        known = self.labels["lemma_table"].get(f"{word.lower()} {pos}")
        form = word.lower() if word.isupper() and pos != "PROPN" else word  # capitals of a headline
        return known or apply_script(self.labels["lemmas"][script], form)


@Language.factory(  # pyright: ignore[reportUntypedFunctionDecorator]
    FACTORY,
    assigns=[
        "token.tag",
        "token.pos",
        "token.morph",
        "token.lemma",
        "token.dep",
        "token.head",
        "doc.ents",
        "doc.sents",
    ],
    default_config={"threads": 1},
)
def make_encoder(nlp: Language, name: str, threads: int) -> "ProtestEncoder":
    """Return the component; its weights come with `from_disk`."""
    return ProtestEncoder(nlp.vocab, name, threads=threads)


class ProtestEncoder:
    """Annotates documents, one at a time: a component serves one thread, and its limit on numpy's threads holds for the
    whole process meanwhile. `threads` are those of one pass through the encoder.
    """

    def __init__(self, vocab: Vocab, name: str = FACTORY, *, threads: int = 1) -> None:
        self.vocab = vocab
        self.name = name
        self.threads = threads
        self._loaded: _Model | None = None
        self._codes: tuple[NDArray[np.uint64], ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of names and of dependencies; none before the weights are there."""
        return (*self._loaded.labels["names"], *self._loaded.labels["deps"]) if self._loaded else ()

    @property
    def _model(self) -> _Model:
        if self._loaded is None:
            raise ValueError(f"{self.name} has no weights: load the pipeline from the folder it was saved in")
        return self._loaded

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document.

        Documents never share a batch: scales of quantised values are taken over a whole batch, so what is read in one
        article would depend on its neighbours.
        """
        words = [t.i for t in doc if not t.is_space]
        if words:
            with self._model.blas.limit(limits=self.threads, user_api="blas"):
                self._annotate(doc, words, self._scores(doc, words))
        elif len(doc):
            self._write(doc, self._layers(doc, []))
        return doc

    def _scores(self, doc: Doc, words: list[int]) -> Arrays:
        """Return the network's outputs by name, one row for each word (`words`: the tokens that are no white space)."""
        model = self._model
        texts = [t.text for t in doc]
        after_space = [True, *(bool(t.whitespace_) or t.is_space for t in doc)]
        cut = model.pieces.of([texts[i] for i in words])
        shapes = [shape(texts[i], after_space=after_space[i]) for i in words]
        breaks = sorted({*paragraph_starts(doc, words), *sentence_ends([texts[i] for i in words])})
        parts = list(windows.cut([len(own) for own in cut], breaks))
        arrays: Arrays = {}
        lengths = [sum(map(len, cut[part.start : part.end])) + 2 for part in parts]
        for batch in windows.batches(lengths, BATCH_PIECES):
            rows = [(cut[parts[i].start : parts[i].end], shapes[parts[i].start : parts[i].end]) for i in batch]
            results = cast("list[NDArray[Any]]", model.session.run(None, windows.inputs(rows, model.pieces)))
            for name, result in zip(model.outputs, results, strict=True):
                if name not in arrays:
                    arrays[name] = np.empty((len(words), *result.shape[2:]), dtype=result.dtype)
                for row, part in zip(result, (parts[i] for i in batch), strict=True):
                    arrays[name][part.first : part.last] = row[part.first - part.start : part.last - part.start]
        return arrays

    def _annotate(self, doc: Doc, words: list[int], arrays: Arrays) -> None:
        model = self._model
        tokens = np.array(words)
        borders = self._borders(doc, words, arrays["starts"])
        heads, deps = np.empty((2, len(words)), dtype=np.intp)
        names: list[Name] = []
        for start, end in pairwise(borders):
            part = slice(start, end)
            own = model.biaffine.heads(arrays["arc_child"][part], arrays["arc_head"][part])
            deps[part] = model.biaffine.labels(arrays["dep_child"][part], arrays["dep_head"][part], own)
            heads[part] = own + start
            names += [(start + a, start + b, label) for a, b, label in model.names.names(arrays["names"][part])]
        tag_codes, pos_codes, morph_codes, dep_codes = self._codes
        if "roles" in arrays:  # a graph may be trained without
            self._report(doc, tokens, arrays)
        columns = self._layers(doc, words)
        columns[tokens, 0] = (tokens[heads] - tokens).astype(np.int64).view(np.uint64)
        columns[tokens, 1] = dep_codes[deps]
        columns[tokens, 2] = tag_codes[arrays["tags"]]
        columns[tokens, 3] = pos_codes[arrays["morphs"]]
        columns[tokens, 4] = morph_codes[arrays["morphs"]]
        strings = self.vocab.strings
        columns[tokens, 5] = [
            strings.add(model.lemma(doc[i].text, script, model.poses[morph]))
            for i, script, morph in zip(words, arrays["lemmas"].tolist(), arrays["morphs"].tolist(), strict=True)
        ]
        self._write(doc, columns)
        doc.set_ents([Span(doc, words[start], words[end - 1] + 1, label=label) for start, end, label in names])
        doc.user_data[NAME_BELIEFS] = {
            words[i]: dict(zip(model.labels["names"], row.tolist(), strict=True))
            for start, end, _ in names
            for i, row in enumerate(label_shares(arrays["names"][start:end]), start)
        }

    def _report(self, doc: Doc, tokens: NDArray[np.intp], arrays: Arrays) -> None:
        """Leave who says what, and of each word the kind and stance it speaks for and its vector, in the user data."""
        at = [*tokens.tolist(), len(doc)]

        def moved(part: tuple[int, int] | None) -> tuple[int, int] | None:
            return (at[part[0]], at[part[1] - 1] + 1) if part else None

        reported = attributions(arrays["roles"], arrays["link_child"], arrays["link_cue"])
        doc.user_data[REPORTED] = [
            (moved(one.source), moved(one.cue), [moved(part) for part in one.contents], one.score) for one in reported
        ]
        claims = told(arrays["claims"], arrays["claim_child"], arrays["claim_speaker"])
        doc.user_data[TOLD] = [(moved(one.content), moved(one.speaker), moved(one.cue), one.score) for one in claims]
        labels = self._model.labels
        for key, name in ((KIND_SCORES, "kinds"), (STANCE_SCORES, "stances")):
            scores = np.zeros((len(doc), len(labels[name])), dtype=np.float32)
            scores[tokens] = arrays[name]
            doc.user_data[key] = (tuple(labels[name]), scores)
        vectors = np.zeros((len(doc), arrays["vectors"].shape[1]), dtype=np.float16)
        vectors[tokens] = arrays["vectors"]
        doc.user_data[WORD_VECTORS] = vectors

    def _layers(self, doc: Doc, words: list[int]) -> NDArray[np.uint64]:
        """Return head, relation, tag, part of speech, features and lemma of each token as if all were white space.

        White space hangs on the word before it, at the start of a text on the first word; without any word the first
        token is the root.
        """
        tokens = np.array(words or [0])
        columns = np.zeros((len(doc), 6), dtype=np.uint64)
        before = np.maximum(np.searchsorted(tokens, np.arange(len(doc)), side="right") - 1, 0)
        columns[:, 0] = (tokens[before] - np.arange(len(doc))).astype(np.int64).view(np.uint64)
        columns[:, 1] = self.vocab.strings.add("dep")
        columns[:, 2] = self.vocab.strings.add("_SP")
        columns[:, 3] = IDS["SPACE"]
        columns[:, 5] = [t.orth for t in doc]
        return columns

    @staticmethod
    def _write(doc: Doc, columns: NDArray[np.uint64]) -> None:
        doc.from_array([HEAD, DEP, TAG, POS, MORPH, LEMMA], cast("Any", columns))

    def _borders(self, doc: Doc, words: list[int], scores: NDArray[np.float32]) -> list[int]:
        """Return where sentences start, as places among the words, and the number of words.

        What an earlier component settled stands; no sentence is longer than LONGEST_SENTENCE.
        """
        settled = doc.to_array([SENT_START]).view(np.int64)[words]
        starts = (scores > 0) & (settled >= 0) | (settled > 0)
        starts[[0, *paragraph_starts(doc, words)]] = True
        borders = [0]
        for start in [*np.flatnonzero(starts)[1:].tolist(), len(words)]:
            while start - borders[-1] > LONGEST_SENTENCE:
                half = borders[-1] + LONGEST_SENTENCE // 2
                borders.append(half + int(scores[half : borders[-1] + LONGEST_SENTENCE].argmax()))
            borders.append(start)
        return borders

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002  spaCy passes it
        """Write the component's four files into the folder `path`."""
        folder = cast("Path", ensure_path(path))
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in self._model.files.items():
            (folder / file).write_bytes(content)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "ProtestEncoder":  # noqa: ARG002
        """Read what `to_disk` wrote.

        Raises:
            FileNotFoundError: a file of the four is missing; the message names it.
            ValueError: files that do not belong together.
        """
        folder = cast("Path", ensure_path(path))
        for file in FILES:
            if not (folder / file).is_file():
                raise FileNotFoundError(f"the encoder's folder {folder} has no {file}")
        return self._load({file: (folder / file).read_bytes() for file in FILES})

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002
        """The component's files as one string of bytes."""
        return srsly.msgpack_dumps(self._model.files)

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "ProtestEncoder":  # noqa: ARG002
        """Read what `to_bytes` wrote. Raises ValueError for files that do not belong together."""
        return self._load(cast("dict[str, bytes]", srsly.msgpack_loads(data)))

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process as bytes: a session of the runtime cannot."""
        return _revive, (self.vocab, self.name, self.threads, self.to_bytes() if self._loaded else None)

    def _load(self, files: dict[str, bytes]) -> "ProtestEncoder":
        try:
            self._loaded = _Model(files, self.threads)
        except Exception as error:  # each library has its own for a broken file
            raise ValueError(f"the files of {self.name} are broken or do not belong together: {error}") from error
        labels = self._loaded.labels
        add = self.vocab.strings.add
        self._codes = (
            np.array([add(tag) for tag in labels["tags"]], dtype=np.uint64),
            np.array([IDS[pos] for pos in self._loaded.poses], dtype=np.uint64),
            np.array([self.vocab.morphology.add(m.partition("|")[2]) for m in labels["morphs"]], dtype=np.uint64),
            np.array([add(dep) for dep in labels["deps"]], dtype=np.uint64),
        )
        return self


def _revive(vocab: Vocab, name: str, threads: int, data: bytes | None) -> ProtestEncoder:
    component = ProtestEncoder(vocab, name, threads=threads)
    return component.from_bytes(data) if data else component


def sentence_ends(texts: list[str]) -> list[int]:
    """Return which words stand behind a full stop and whatever closes with it: good places to cut a long paragraph."""
    places: list[int] = []
    for i, text in enumerate(texts[:-1], 1):
        if text in FULL_STOPS or (text in CLOSERS and places and places[-1] == i - 1):
            if text in CLOSERS:
                places.pop()
            places.append(i)
    return places


def paragraph_starts(doc: Doc, words: list[int]) -> list[int]:
    """Return which words, by their place among the words, open a new paragraph."""
    return [
        n
        for n, (before, i) in enumerate(pairwise(words), 1)
        if i - before > 1 and is_blank_line(doc[before + 1 : i].text)
    ]
