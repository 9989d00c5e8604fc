"""Speed and memory of pipelines on our own articles, each in fresh processes so that none profits from another."""

import multiprocessing
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from typing import TypeAlias

import psutil
import spacy
from rich.console import Console
from rich.progress import track
from rich.table import Table
from spacy.language import Language
from spacy.tokens import Doc

from ingest.formats import parse_document
from ingest.nlp.load import VARIANTS, load_pipeline
from ingest.sources.folder import read_path
from ingest.sources.raw import RawDocument
from models.recipe.paths import REPO

SPAWN = multiprocessing.get_context("spawn")
LOADING_SECONDS = 300
COPIES = 4  # of the sample articles in one measurement
ROUNDS = 3
Parts: TypeAlias = dict[str, float]


@dataclass(frozen=True)
class Speed:
    """One pipeline's figures: CPU seconds by component for `words`, seconds to load, resident MB after the run."""

    parts: Parts
    words: int
    load: float
    memory: float

    def rate(self, part: str | None = None) -> float:
        """Words a CPU second, of one component or of all in a row."""
        return self.words / (self.parts[part] if part else sum(self.parts.values()))


def seed_texts() -> list[str]:
    """The texts of the sample articles, as the reader gets them."""
    documents = (d for d in read_path(REPO / "seeds") if isinstance(d, RawDocument))
    return [parse_document(d.raw, d.origin, d.metadata).text for d in documents]


def open_pipeline(name: str, *, whole: bool) -> Language:
    """Load a pipeline: with the project's components on it (`whole`) or as it comes."""
    return load_pipeline(name) if whole else spacy.load(VARIANTS.get(name, name))


def measure(name: str, *, whole: bool) -> Speed:
    """Load a pipeline and time its components one after the other; the fastest of several rounds: noise only slows."""
    began = time.perf_counter()
    nlp = open_pipeline(name, whole=whole)
    load = time.perf_counter() - began
    texts = seed_texts() * COPIES
    list(nlp.pipe(texts))  # fills the caches, as a worker's are
    rounds = [round_through(nlp, texts) for _ in range(ROUNDS)]
    parts = {part: min(seconds[part] for seconds, _ in rounds) for part in rounds[0][0]}
    return Speed(parts, rounds[0][1], load, psutil.Process().memory_info().rss / 2**20)


def round_through(nlp: Language, texts: list[str]) -> tuple[Parts, int]:
    """Annotate once: CPU seconds by component, and the words."""
    began = time.process_time()
    docs: Iterable[Doc] = [nlp.make_doc(text) for text in texts]
    parts = {"tokenizer": time.process_time() - began}
    for part, component in nlp.pipeline:
        began = time.process_time()
        pipe = getattr(component, "pipe", None)
        docs = list(pipe(docs)) if pipe else [component(doc) for doc in docs]
        parts[part] = time.process_time() - began
    return parts, sum(map(len, docs))


def alone(name: str, *, whole: bool) -> Speed:
    """`measure` in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=SPAWN) as pool:
        return pool.submit(measure, name, whole=whole).result()


class Workers:
    """Processes that wait for one another before they start."""

    _ready: Barrier | None = None

    @classmethod
    def prepare(cls, ready: Barrier) -> None:
        """Give a new process the barrier of its pool."""
        cls._ready = ready

    @classmethod
    def annotate(cls, name: str, *, whole: bool) -> tuple[float, float, int]:
        """Load, warm up, wait for the others, annotate; return when that began and ended, and the words."""
        assert cls._ready is not None  # noqa: S101  `prepare` ran when the process started
        try:
            nlp = open_pipeline(name, whole=whole)
            texts = seed_texts() * COPIES
            list(nlp.pipe(texts))
        except Exception:
            cls._ready.abort()  # nobody waits for this one
            raise
        cls._ready.wait(LOADING_SECONDS)
        began = time.monotonic()
        words = sum(len(doc) for doc in nlp.pipe(texts))
        return began, time.monotonic(), words


def together(name: str, processes: int, *, whole: bool) -> float:
    """Words a second by the clock when so many processes annotate at once, all loaded and warm before."""
    ready = SPAWN.Barrier(processes)
    with ProcessPoolExecutor(processes, mp_context=SPAWN, initializer=Workers.prepare, initargs=(ready,)) as pool:
        futures = [pool.submit(Workers.annotate, name, whole=whole) for _ in range(processes)]
        runs = [future.result() for future in futures]
    return sum(words for _, _, words in runs) / (max(end for _, end, _ in runs) - min(began for began, _, _ in runs))


def bench(beside: list[str]) -> None:
    """Print speed and memory of the two variants, alone and with the project's components, and of others."""
    plans = [(name, False) for name in (*VARIANTS, *beside)] + [(name, True) for name in VARIANTS]
    summary = Table("pipeline", "words/CPU s", "1 process, words/s", "2 processes, words/s", "load s", "memory MB")
    parts = Table("pipeline", "component", "words/CPU s", "share of time")
    for name, whole in track(plans, "measuring", transient=True):
        speed = alone(name, whole=whole)
        clock = [together(name, n, whole=whole) for n in (1, 2)]
        title = f"{name}{' + our components' if whole else ''}"
        figures = (speed.rate(), *clock, speed.load, speed.memory)
        summary.add_row(title, *(f"{value:,.1f}" if value < 10 else f"{value:,.0f}" for value in figures))
        for part, seconds in speed.parts.items():
            share = seconds / sum(speed.parts.values())
            parts.add_row(title, part, f"{speed.rate(part):,.0f}", f"{share:.0%}")
    console = Console()
    console.print(parts)
    console.print(summary)
