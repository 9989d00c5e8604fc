"""Write sentences as spaCy DocBins, and build every corpus of the recipe."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import cast

import spacy
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, DocBin, Span

from models.recipe import annotated, claims, gum, name_sets, treebanks
from models.recipe.lexicon import words
from models.recipe.paths import BUILD, nlp_data
from models.recipe.sentence import NAME_LABELS, NameSpan, Sentence
from models.recipe.spacing import guess_spaces

SENTENCES_A_DOCUMENT = 10
TELLING = 6  # words: shorter sentences ("He said no.") are the same in many texts by chance
CORPUS = BUILD / "corpus"


@dataclass(frozen=True)
class Source:
    """A corpus: its short name, its licence, and the name labels it leaves out (blank between)."""

    name: str
    licence: str
    unannotated: str = ""


@dataclass(frozen=True)
class Entry:
    """One DocBin in `INDEX.json`; `unannotated`: name labels whose absence in this set says nothing."""

    file: str
    set: str
    split: str
    tasks: list[str]
    labels: list[str]
    unannotated: list[str]
    documents: int
    sentences: int
    tokens: int
    licence: str


def tokenizer() -> Language:
    """Return the blank English pipeline whose tokenizer the shipped pipelines use."""
    nlp = spacy.blank("en")
    keep_abbreviations(nlp)
    return nlp


def keep_abbreviations(nlp: Language) -> None:
    """Keep the full stop of ranks and the like ("Capt."), which spaCy's English cuts off; saved with the pipeline."""
    rules = cast("Tokenizer", nlp.tokenizer)
    for word in sorted(words("abbreviations")):
        rules.add_special_case(word, [{ORTH: word}])


def make_doc(nlp: Language, sentences: list[Sentence], *, retokenise: bool = False) -> Doc:
    """Join sentences into one document with sentence starts and whatever layers they carry.

    `retokenise`: cut the text anew with the pipeline's tokenizer, as at run time, and move the names over (names only);
    a name that does not fall on the new word borders becomes unannotated.
    """
    tokens = [w for s in sentences for w in s.words]
    spaces = [space for s in sentences for space in (*s.spaces[:-1], True)]
    offsets = _offsets(sentences)
    starts = set(offsets)
    syntax = [token for s in sentences for token in s.syntax or []]
    if syntax:
        heads = [offsets[i] + t.head for i, s in enumerate(sentences) for t in s.syntax or []]
        doc = Doc(
            nlp.vocab,
            words=tokens,
            spaces=spaces,
            tags=[t.tag for t in syntax],
            pos=[t.pos for t in syntax],
            morphs=[t.morph for t in syntax],
            lemmas=[t.lemma for t in syntax],
            heads=heads,
            deps=[t.dep for t in syntax],
        )
    else:
        doc = Doc(nlp.vocab, words=tokens, spaces=spaces, sent_starts=[i in starts for i in range(len(tokens))])
    named = [
        NameSpan(offsets[i] + n.start, offsets[i] + n.end, n.label)
        for i, s in enumerate(sentences)
        for n in s.names or []
    ]
    if not any(s.names is not None for s in sentences):
        return doc
    if retokenise and not syntax:
        fresh = nlp.make_doc(doc.text)
        first_chars = {doc[o].idx for o in offsets}
        for token in fresh:
            token.is_sent_start = token.idx in first_chars
        return _with_names(fresh, [_moved(fresh, doc, n) for n in named])
    return _with_names(doc, [Span(doc, n.start, n.end, label=n.label or "") for n in named])


def _offsets(sentences: list[Sentence]) -> list[int]:
    offsets, at = [], 0
    for sentence in sentences:
        offsets.append(at)
        at += len(sentence.words)
    return offsets


def _moved(fresh: Doc, doc: Doc, name: NameSpan) -> Span:
    start, end = doc[name.start].idx, doc[name.end - 1].idx + len(doc[name.end - 1])
    exact = fresh.char_span(start, end, label=name.label or "")
    if exact is not None:
        return exact
    around = fresh.char_span(start, end, alignment_mode="expand")
    if around is None:
        raise ValueError(f"no words at {start}-{end} of {fresh.text!r}")
    return around


def _with_names(doc: Doc, spans: list[Span]) -> Doc:
    taken: set[int] = set()
    known: list[Span] = []
    unknown: list[Span] = []
    for span in spans:
        if taken.isdisjoint(range(span.start, span.end)):
            (known if span.label_ else unknown).append(span)
            taken.update(range(span.start, span.end))
    doc.set_ents(known, missing=unknown, default="outside")
    return doc


def documents(sentences: Iterable[Sentence], size: int = SENTENCES_A_DOCUMENT) -> list[list[Sentence]]:
    """Group sentences in order, at most `size` together and never across corpus documents that are named."""
    groups: list[list[Sentence]] = []
    for _, part in groupby(sentences, key=lambda s: s.document):
        run = list(part)
        groups.extend(run[i : i + size] for i in range(0, len(run), size))
    return groups


class Writer:
    """Writes DocBins into a folder and keeps the index."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.nlp = tokenizer()
        self.entries: list[Entry] = []
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, source: Source, split: str, sentences: list[Sentence], *, retokenise: bool = False) -> None:
        """Write `<set>.<split>.spacy`."""
        docs = [make_doc(self.nlp, group, retokenise=retokenise) for group in documents(sentences)]
        named = sentences[0].names is not None
        tasks = ["syntax"] * (sentences[0].syntax is not None) + ["names"] * named
        file = f"{source.name}.{split}.spacy"
        DocBin(docs=docs, store_user_data=False).to_disk(self.folder / file)
        labels = {e.label_ for doc in docs for e in doc.ents}
        entry = Entry(
            file=file,
            set=source.name,
            split=split,
            tasks=tasks,
            labels=[label for label in NAME_LABELS if label in labels],
            unannotated=source.unannotated.split() if named else [str(label) for label in NAME_LABELS],
            documents=len(docs),
            sentences=len(sentences),
            tokens=sum(len(doc) for doc in docs),
            licence=source.licence,
        )
        self.entries.append(entry)
        print(f"{file}: {entry.documents} documents, {entry.sentences} sentences, {entry.tokens} tokens")

    def close(self) -> None:
        """Write `INDEX.json`."""
        index = json.dumps([asdict(e) for e in self.entries], indent=1)
        (self.folder / "INDEX.json").write_text(index + "\n", encoding="utf-8")


EWT = Source("ewt", "CC BY-SA 4.0")
UNER = Source("uner", "CC BY-SA 4.0", "FAC NORP EVENT DATE LAW PRODUCT")
GUM = Source("gum", "annotation CC BY 4.0, text CC BY, CC BY-SA or public domain", "LAW PRODUCT")
GMB = Source("gmb", "text public domain", "FAC EVENT LAW PRODUCT")
CROSSNER = Source("crossner", "MIT, text CC BY-SA", "FAC NORP DATE LAW PRODUCT")
POLITICS = Source("crossner-politics", CROSSNER.licence, CROSSNER.unannotated)
WIKIGOLD = Source("wikigold", "CC BY 4.0", "FAC NORP DATE LAW PRODUCT")
REDOCRED = Source("redocred", "MIT, text CC BY-SA", "LAW PRODUCT")
RE3D = Source("re3d", "open, by source", "EVENT LAW PRODUCT NORP")
CNC = Source("cnc", "CC0 1.0")  # its text alone


def same_corpora(corpus: Path, build: Path) -> None:
    """Note in `build` which corpora and own sentences it is trained on.

    Raises:
        ValueError: what lies there was trained on others.
    """
    digest = sha256()
    own = (*sorted(annotated.SENTENCES.glob("*.txt")), *sorted(claims.CLAIMS.glob("*.jsonl")))
    for file in (*sorted(corpus.glob("*.spacy")), *own):
        digest.update(file.name.encode() + file.read_bytes())
    note = build / "trained-on.sha256"
    if note.is_file() and note.read_text(encoding="utf-8") != digest.hexdigest():
        raise ValueError(f"{build} was trained on other corpora or sentences: remove it to train anew")
    build.mkdir(parents=True, exist_ok=True)
    note.write_text(digest.hexdigest(), encoding="utf-8")


@dataclass(frozen=True)
class Part:
    """One split of a set, read and not yet written; `retokenise`: see `make_doc`."""

    source: Source
    split: str
    sentences: list[Sentence]
    retokenise: bool = False


def convert(folder: Path = CORPUS) -> None:
    """Build every corpus under `folder` from the raw sets; what stands in a test set is left out of all training sets.

    Raises:
        FileNotFoundError: a raw set is not there.
        ValueError: a raw set is malformed.
    """
    parts = list(read_parts(nlp_data()))
    held_out = {_key(s) for part in parts if part.split.startswith("test") for s in part.sentences} - {""}
    writer = Writer(folder)
    for part in parts:
        kept = [s for s in part.sentences if part.split != "train" or _key(s) not in held_out]
        writer.write(part.source, part.split, kept, retokenise=part.retokenise)
    writer.close()


def _key(sentence: Sentence) -> str:
    """The words of a sentence that no other has by chance, in lower case."""
    return " ".join(sentence.words).lower() if len(sentence.words) >= TELLING else ""


def read_parts(raw: Path) -> Iterator[Part]:
    """Read every set under `raw`; errors as `convert`."""
    gmb = name_sets.gmb_raw(_there(raw / "GMB" / "ner_dataset.csv.zip"))
    _there(raw / "geonames-admin")
    demonyms = name_sets.harvest_demonyms(name_sets.gmb_part(gmb, test=False))

    for split in ("train", "dev", "test"):
        trees = treebanks.read_conllu(_there(raw / "UD_English-EWT" / f"en_ewt-ud-{split}.conllu"))
        # many of these documents are one sentence: run them together, or few files would show sentence ends
        yield Part(EWT, split, [Sentence(s.words, s.spaces, s.names, s.syntax) for s in trees])
        yield Part(
            UNER, split, name_sets.read_uner(_only(raw / "UNER_English-EWT", f"en_ewt-ud-{split}*.iob2"), demonyms)
        )
    for split, sentences in gum.read_splits(_there(raw / "GUM"), demonyms).items():
        yield Part(GUM, split, sentences)
    for split, sentences in name_sets.read_gmb(gmb, demonyms).items():
        yield Part(GMB, split, sentences, retokenise=split == "train")

    crossner = _there(raw / "CrossNER" / "ner_data")
    domains = sorted(p for p in crossner.iterdir() if p.is_dir())
    learnt = [
        s for d in domains for part in ("train", "dev") for s in name_sets.read_crossner(d / f"{part}.txt", demonyms)
    ]
    yield Part(CROSSNER, "train", learnt, retokenise=True)
    yield Part(POLITICS, "test", name_sets.read_crossner(crossner / "politics" / "test.txt", demonyms))
    wiki = _there(raw / "wikigold" / "CONLL-format" / "data" / "wikigold.conll.txt")
    yield Part(WIKIGOLD, "train", name_sets.read_wikigold(wiki, demonyms), retokenise=True)
    red = _there(raw / "Re-DocRED" / "data")
    docred = [s for f in ("dev", "test") for s in name_sets.read_redocred(red / f"{f}_revised.json", demonyms)]
    yield Part(REDOCRED, "train", docred, retokenise=True)
    re3d = _there(raw / "re3d" / "CONLL-format" / "data-by-source" / "conll")
    yield Part(RE3D, "train", name_sets.read_re3d(re3d, demonyms), retokenise=True)
    news = _there(raw / "CausalNewsCorpus" / "data" / "V2" / "train_subtask1.csv")
    with news.open(encoding="utf-8-sig", newline="") as lines:
        sentences = [row["text"].split() for row in csv.DictReader(lines)]
    yield Part(CNC, "train", [Sentence(words, guess_spaces(words, join_hyphens=False)) for words in sentences if words])


def _there(path: Path) -> Path:
    if not path.exists():
        raise FileNotFoundError(f"no {path}: see models/README.md for the raw sets")
    return path


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if not found:
        raise FileNotFoundError(f"no {folder / pattern}: see models/README.md for the raw sets")
    return found[0]
