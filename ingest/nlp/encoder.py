"""The reader's encoder as one spaCy component: tags, lemmas, sentences, dependencies and names in one pass."""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.parts_of_speech import IDS
from spacy.tokens import Doc, Span
from spacy.util import ensure_path, minibatch
from spacy.vocab import Vocab

from ingest.nlp import windows
from ingest.nlp.biaffine import Biaffine
from ingest.nlp.lemma_scripts import apply_script
from ingest.nlp.name_tags import NameDecoder
from ingest.nlp.pieces import WordPieces, shape

GRAPH, BIAFFINE, LABELS, PIECES = "encoder.onnx", "biaffine.npz", "labels.json", "pieces.json"
FACTORY = "protest_encoder"
PARAGRAPH = "\n\n"  # white space that ends a sentence whatever stands around it
BATCH_PIECES = 1536
Arrays = dict[str, NDArray[Any]]


class _Model:
    """What is read from disk, ready to run."""

    def __init__(self, folder: Path, threads: int) -> None:
        for file in (GRAPH, BIAFFINE, LABELS, PIECES):
            if not (folder / file).is_file():
                raise FileNotFoundError(f"the encoder's folder {folder} has no {file}")
        self.files = {file: (folder / file).read_bytes() for file in (GRAPH, BIAFFINE, LABELS, PIECES)}
        self.labels = cast("dict[str, Any]", json.loads(self.files[LABELS]))
        self.pieces = WordPieces.from_file(folder / PIECES)
        self.biaffine = Biaffine.from_file(folder / BIAFFINE, self.labels["deps"])
        self.names = NameDecoder(self.labels["names"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(
            self.files[GRAPH], sess_options=options, providers=["CPUExecutionProvider"]
        )
        self.outputs = [o.name for o in self.session.get_outputs()]
        self.lemma = lru_cache(maxsize=100_000)(self._lemma)

    def _lemma(self, word: str, script: int, pos: str) -> str:
        return self.labels["lemma_table"].get(f"{word.lower()} {pos}") or apply_script(
            self.labels["lemmas"][script], word
        )


@Language.factory(
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
    """Annotates documents; `threads` are those of one pass through the encoder."""

    def __init__(self, vocab: Vocab, name: str = FACTORY, *, threads: int = 1) -> None:
        self.vocab = vocab
        self.name = name
        self.threads = threads
        self._loaded: _Model | None = None
        self._codes: tuple[NDArray[np.uint64], ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of names."""
        return tuple(self._model.labels["names"])

    @property
    def _model(self) -> _Model:
        if self._loaded is None:
            raise ValueError(f"{self.name} has no weights: load the pipeline from the folder it was saved in")
        return self._loaded

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        return next(iter(self.pipe([doc])))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Annotate documents, `batch_size` at a time: their windows are sorted by length across documents."""
        for docs in minibatch(stream, batch_size):
            for doc, words, arrays in zip(docs, *self._scored(docs), strict=True):
                if words:
                    self._annotate(doc, words, arrays)
                yield doc

    def _scored(self, docs: list[Doc]) -> tuple[list[list[int]], list[Arrays]]:
        """Return, for each document, which tokens are words (not white space) and the outputs for these."""
        model = self._model
        words = [[t.i for t in doc if not t.is_space] for doc in docs]
        seen: list[tuple[int, windows.Window]] = []
        rows: list[tuple[list[tuple[int, ...]], list[int]]] = []
        for d, doc in enumerate(docs):
            cut = model.pieces.of([doc[i].text for i in words[d]])
            shapes = [shape(doc[i].text, after_space=i == 0 or bool(doc[i - 1].whitespace_)) for i in words[d]]
            borders = [0, *_paragraphs(doc, words[d]), len(words[d])]
            for start, end in pairwise(borders):
                for window in windows.cut(start, end):
                    seen.append((d, window))
                    rows.append((cut[window.start : window.end], shapes[window.start : window.end]))
        arrays: list[Arrays] = [{} for _ in docs]
        lengths = [sum(map(len, cut)) + 2 for cut, _ in rows]
        for batch in windows.batches(lengths, BATCH_PIECES):
            feed = windows.inputs([rows[i] for i in batch], model.pieces)
            results = cast("list[NDArray[Any]]", model.session.run(None, feed))
            for name, result in zip(model.outputs, results, strict=True):
                for b, i in enumerate(batch):
                    d, window = seen[i]
                    if name not in arrays[d]:
                        arrays[d][name] = np.empty((len(words[d]), *result.shape[2:]), dtype=result.dtype)
                    own = slice(window.first - window.start, window.last - window.start)
                    arrays[d][name][window.first : window.last] = result[b, own]
        return words, arrays

    def _annotate(self, doc: Doc, words: list[int], arrays: Arrays) -> None:
        model = self._model
        tokens = np.array(words)
        starts = arrays["starts"] > 0
        starts[[0, *_paragraphs(doc, words)]] = True
        borders = [*np.flatnonzero(starts).tolist(), len(words)]
        heads = np.concatenate(
            [
                start + model.biaffine.heads(arrays["arc_child"][start:end], arrays["arc_head"][start:end])
                for start, end in pairwise(borders)
            ]
        )
        deps = model.biaffine.labels(arrays["dep_child"], arrays["dep_head"], heads)
        tag_codes, pos_codes, morph_codes, dep_codes = self._codes
        columns = np.zeros((len(doc), 6), dtype=np.uint64)
        # white space hangs on the word before it, at the start of a text on the first word
        before = np.maximum(np.searchsorted(tokens, np.arange(len(doc)), side="right") - 1, 0)
        columns[:, 0] = (tokens[before] - np.arange(len(doc))).astype(np.int64).view(np.uint64)
        columns[:, 1] = self.vocab.strings.add("dep")
        columns[:, 2] = self.vocab.strings.add("_SP")
        columns[:, 3] = IDS["SPACE"]
        columns[:, 5] = [t.orth for t in doc]
        columns[tokens, 0] = (tokens[heads] - tokens).astype(np.int64).view(np.uint64)
        columns[tokens, 1] = dep_codes[deps]
        columns[tokens, 2] = tag_codes[arrays["tags"]]
        columns[tokens, 3] = pos_codes[arrays["morphs"]]
        columns[tokens, 4] = morph_codes[arrays["morphs"]]
        poses = [m.partition("|")[0] for m in model.labels["morphs"]]
        strings = self.vocab.strings
        columns[tokens, 5] = [
            strings.add(model.lemma(doc[i].text, script, poses[morph]))
            for i, script, morph in zip(words, arrays["lemmas"].tolist(), arrays["morphs"].tolist(), strict=True)
        ]
        doc.from_array([HEAD, DEP, TAG, POS, MORPH, LEMMA], columns)
        names = model.names.names(arrays["names"])
        doc.set_ents([Span(doc, words[start], words[end - 1] + 1, label=label) for start, end, label in names])

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
        self._loaded = _Model(cast("Path", ensure_path(path)), self.threads)
        labels = self._loaded.labels
        add = self.vocab.strings.add
        self._codes = (
            np.array([add(tag) for tag in labels["tags"]], dtype=np.uint64),
            np.array([IDS[m.partition("|")[0]] for m in labels["morphs"]], dtype=np.uint64),
            np.array([self.vocab.morphology.add(m.partition("|")[2]) for m in labels["morphs"]], dtype=np.uint64),
            np.array([add(dep) for dep in labels["deps"]], dtype=np.uint64),
        )
        return self


def _paragraphs(doc: Doc, words: list[int]) -> list[int]:
    """Return which words, by their place among the words, open a new paragraph."""
    return [
        n
        for n, (before, i) in enumerate(pairwise(words), 1)
        if i - before > 1 and PARAGRAPH in doc[before + 1 : i].text_with_ws.replace(" ", "")
    ]
