"""Train the fast pipeline: a convolutional parser and a convolutional name finder, put together in one package.

Each step writes one folder or file under `models/build/cnn` and is skipped when that is there: remove it to redo it.
"""

import json
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import cast

import spacy
from spacy.cli.train import train as spacy_train
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from models.recipe import annotated
from models.recipe.clusters import write_vectors
from models.recipe.corpus import CORPUS, keep_abbreviations, same_corpora, tokenizer
from models.recipe.packaging import write_package
from models.recipe.paths import BUILD

CONFIGS = Path(__file__).parent / "configs"
CNN = BUILD / "cnn"
TEACHER = BUILD / "encoder" / "pipeline"
SEED = 20
CLUSTERS = {
    "name": "Brown clusters of spacy-lookups-data",
    "license": "MIT",
    "author": "Explosion",
    "url": "https://github.com/explosion/spacy-lookups-data",
}
SYNTAX_SETS = ("ewt", "gum")
NAME_SETS = ("gmb", "gum", "uner", "crossner", "redocred", "wikigold", "re3d")
# How often a set is shown for each time the newswire is: small hand-made sets would drown in it otherwise.
REPEATS = {"gum": 2, "uner": 1, "crossner": 2, "wikigold": 2, "re3d": 2, "own": 3}


@dataclass(frozen=True)
class Plan:
    """Batches for each model; the defaults take about 40 CPU minutes together."""

    syntax: int = 6000
    names: int = 6000


@dataclass(frozen=True)
class Data:
    """What one model is trained from: two DocBins and a pipeline that carries static vectors."""

    train: Path
    dev: Path
    vectors: Path


def load(file: Path, nlp: Language) -> list[Doc]:
    """Read a DocBin.

    Raises:
        FileNotFoundError: the corpora are not built; the message says which command builds them.
    """
    if not file.is_file():
        raise FileNotFoundError(f"no {file}: run `python -m models.recipe convert` first")
    return list(DocBin().from_disk(file).get_docs(nlp.vocab))


def step(output: Path, make: Callable[[Path], None]) -> Path:
    """Make `output` unless it is there; a half-made one never counts, as it is made under another name."""
    if output.exists():
        print(f"{output.name}: there already")
        return output
    partial = output.with_name(output.name + ".partial")
    if partial.is_dir():
        rmtree(partial)
    output.parent.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    make(partial)
    partial.rename(output)
    print(f"{output.name}: {time.monotonic() - began:.0f} s", flush=True)
    return output


def write_docs(docs: Iterable[Doc], file: Path) -> None:
    """Write documents in a fixed random order."""
    shuffled = list(docs)
    random.Random(SEED).shuffle(shuffled)  # noqa: S311  order of training, no secret
    DocBin(docs=shuffled, store_user_data=False).to_disk(file)


def train_config(config: str, data: Data, steps: int, output: Path) -> None:
    """Train one of `configs/` for `steps` batches and keep the last, averaged weights.

    The rate ends at zero, so the last weights are the best or near it, and a dev set chooses nothing.
    """
    overrides = {
        "paths.train": str(data.train),
        "paths.dev": str(data.dev),
        "paths.vectors": str(data.vectors),
        "training.max_steps": steps,
        "training.eval_frequency": max(1, min(1000, steps)),
    }
    scratch = output.with_name(output.name + ".spacy-train")
    spacy_train(CONFIGS / f"{config}.cfg", scratch, overrides=overrides)
    (scratch / "model-last").rename(output)
    rmtree(scratch)


def fill_gaps(docs: Iterable[Doc], unannotated: set[str], teacher: Language) -> list[Doc]:
    """Add names with `unannotated` labels that `teacher` finds where the set annotates nothing.

    A set that never marks dates would otherwise teach that dates are no names.
    """
    filled: list[Doc] = []
    for doc in docs:
        predicted = teacher(Doc(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc]))
        known = list(doc.ents)
        taken = {t.i for t in doc if t.ent_type_ or t.ent_iob == 0}
        gained = [
            Span(doc, e.start, e.end, label=e.label_)
            for e in predicted.ents
            if e.label_ in unannotated and taken.isdisjoint(range(e.start, e.end))
        ]
        missing = [Span(doc, t.i, t.i + 1) for t in doc if t.ent_iob == 0]
        doc.set_ents([*known, *gained], missing=missing, default="outside")
        filled.append(doc)
    return filled


def unannotated_in(folder: Path) -> dict[str, set[str]]:
    """Map each training file to the name labels that its set leaves out."""
    index = cast("list[dict[str, object]]", json.loads((folder / "INDEX.json").read_text(encoding="utf-8")))
    return {str(e["file"]): set(cast("list[str]", e["unannotated"])) for e in index}


def mix_names(folder: Path, teacher: Path, output: Path) -> None:
    """Write the training mix of all name sets, what each leaves out filled by the teacher, and our own sentences."""
    nlp = spacy.load(teacher)
    gaps = unannotated_in(folder)
    docs: list[Doc] = []
    for name in NAME_SETS:
        file = f"{name}.train.spacy"
        docs += fill_gaps(load(folder / file, nlp), gaps[file], nlp) * REPEATS.get(name, 1)
    docs += list(annotated.documents(nlp)) * REPEATS["own"]
    write_docs(docs, output)


def assemble(syntax: Path, names: Path, output: Path) -> None:
    """Put parser and name finder into one pipeline that plain `spacy.load` reads."""
    nlp = spacy.load(syntax)
    keep_abbreviations(nlp)
    nlp.add_pipe("ner", source=spacy.load(names, vocab=nlp.vocab, exclude=["vocab"]))
    write_package(nlp, output, "protest_news_fast", "two convolutional encoders", CLUSTERS)


def train(
    corpus: Path = CORPUS,
    build: Path = CNN,
    plan: Plan | None = None,
    tables: Path | None = None,
    teacher: Path = TEACHER,
) -> Path:
    """Run every step that is not done yet and return the folder of the finished pipeline.

    Args:
        corpus: the built corpora.
        build: where the steps lie.
        plan: how long to train.
        tables: the folder of the cluster tables, by default those of the package `spacy-lookups-data`.
        teacher: the pipeline that fills what a set of names leaves out, by default the encoder trained before.

    Raises:
        FileNotFoundError: the corpora are not built, or there is no teacher.
        ValueError: `build` was trained on other corpora.
        ModuleNotFoundError: the cluster tables are not installed.
    """
    if not teacher.is_dir():
        raise FileNotFoundError(f"no {teacher}: run `python -m models.recipe train-encoder` first")
    steps = plan or Plan()
    nlp = tokenizer()
    same_corpora(corpus, build)

    def gather(sets: tuple[str, ...], split: str) -> Callable[[Path], None]:
        return lambda out: write_docs((d for s in sets for d in load(corpus / f"{s}.{split}.spacy", nlp)), out)

    vectors = step(build / "vectors", lambda out: write_vectors(out, tables))
    syntax_train = step(build / "syntax-train.spacy", gather(SYNTAX_SETS, "train"))
    syntax_dev = step(build / "syntax-dev.spacy", gather(SYNTAX_SETS, "dev"))
    names_dev = step(build / "names-dev.spacy", gather(("gum", "uner"), "dev"))
    mix = step(build / "names-train.spacy", lambda out: mix_names(corpus, teacher, out))
    names = step(build / "names", lambda out: train_config("names", Data(mix, names_dev, vectors), steps.names, out))
    syntax_data = Data(syntax_train, syntax_dev, vectors)
    syntax = step(build / "syntax", lambda out: train_config("syntax", syntax_data, steps.syntax, out))
    return step(build / "pipeline", lambda out: assemble(syntax, names, out))
