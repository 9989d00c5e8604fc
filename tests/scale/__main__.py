"""Time and references examined for each new article, while a graph of made-up articles grows.

The articles are random (with a fixed seed): towns, people and bodies are named as often as words are in texts (Zipf), a
fifth of the people by their surname only, and a tenth of the articles copy another. Nothing is parsed: what is measured
is what writing and joining cost beside the size of the graph.
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from threading import Event
from typing import Generic, TypeVar

from rich.console import Console
from rich.table import Table

from graph_schema import embedded
from graph_schema.connection import open_driver
from graph_schema.migrate import migrate
from graph_schema.model import EntityKind, Run
from graph_schema.settings import GraphSettings
from ingest.accept import accept
from ingest.article import Metadata
from ingest.extraction import (
    EntityMention,
    EventDate,
    ExtractedClaim,
    ExtractedIncident,
    Extraction,
    LocalEntity,
    Quantity,
    SentenceSpan,
    Span,
    Speaker,
)  # fmt: skip
from ingest.joiner.loop import Joined
from ingest.nlp.gazetteer import match
from ingest.resolution.reading import ReadableRevision
from ingest.sources.raw import RawDocument
from ingest.worker import Summary, Worker

STEPS = (500, 1_000, 2_000, 5_000, 10_000)
SYLLABLES = ("ba", "do", "ke", "li", "mu", "na", "po", "ra", "se", "ti", "vo", "za")
TOWNS = (524901, 611717, 498817, 1496747, 1486209, 520555, 551487, 479561, 1502026, 472757, 472045, 532096)
T = TypeVar("T")


class Pool(Generic[T]):
    """Things of which the n-th is drawn 1/n as often as the first."""

    def __init__(self, things: Sequence[T], chance: random.Random) -> None:
        self._things = things
        self._chance = chance
        self._weights = list(accumulate(1 / n for n in range(1, len(things) + 1)))

    def draw(self) -> T:
        """One of them."""
        return self._chance.choices(self._things, cum_weights=self._weights)[0]


class Press:
    """Makes articles, and reads them: what an article says stands in its lines."""

    run = Run(id="run-scale", pipeline="scale", model="none", codebook="none")

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        names = [self._word(2) for _ in range(400)]
        surnames = [self._word(3) for _ in range(4_000)]
        self.people = Pool([f"{self.chance.choice(names)} {surname}" for surname in surnames], self.chance)
        self.bodies = Pool([f"{self._word(3)} {self._word(2)} Watch" for _ in range(500)], self.chance)
        self.towns = Pool(TOWNS, self.chance)
        self.texts: list[str] = []

    def article(self, number: int) -> RawDocument:
        """The next article."""
        if self.texts and self.chance.random() < 0.1:
            text = self.chance.choice(self.texts[-50:])
        else:
            text = self._text()
            self.texts.append(text)
        published = date(2022, 1, 1) + timedelta(days=number // 30)
        meta = Metadata(url=f"https://paper{number % 200}.example/{number}", published=published.isoformat())
        raw = f"{text}\n\nSource: Paper {number % 200}"
        return RawDocument(f"{number}.txt", raw.encode(), meta)

    def _word(self, syllables: int) -> str:
        return "".join(self.chance.choice(SYLLABLES) for _ in range(syllables)).capitalize()

    def _text(self) -> str:
        people = [self.people.draw() for _ in range(3)]
        called = [name.split()[1] if self.chance.random() < 0.2 else name for name in people]
        filler = [" ".join(self._word(3).lower() for _ in range(20)) + "." for _ in range(6)]
        lines = [f"town {self.towns.draw()}", *(f"person {name}" for name in called)]
        lines += [f"organisation {self.bodies.draw()}" for _ in range(2)]
        return "\n\n".join(["A crowd gathered there.", *lines, *filler])

    def read(self, articles: Sequence[ReadableRevision]) -> Iterator[Extraction]:
        """One extraction an article."""
        return map(self._read, articles)

    def _read(self, article: ReadableRevision) -> Extraction:
        entities: list[LocalEntity] = []
        mentions: list[EntityMention] = []
        sentences: list[SentenceSpan] = []
        at = 0
        for number, line in enumerate(article.text.split("\n\n")):
            sentences.append(SentenceSpan(number, Span(at, at + len(line))))
            label, _, name = line.partition(" ")
            kinds: dict[str, EntityKind] = {"town": "place", "person": "person", "organisation": "organisation"}
            if label in kinds:
                place = match(int(name)) if label == "town" else None
                key = f"e{number}"
                entities.append(LocalEntity(key, kinds[label], place.name if place else name, (), place=place))
                span = Span(at + len(label) + 1, at + len(line))
                mentions.append(EntityMention(span, key, kinds[label], nominal=False))
            at += len(line) + 2
        when = EventDate(article.published, article.published, "day", None, "publication")
        claims = [
            ExtractedClaim(
                mention_number + 1, sentences[mention_number + 1].span,
                Speaker("entity", entity=mention.entity, span=mention.span), None, None, (), "indirect", "asserted",
                "arrest", Quantity(100, 100, "100", "people", None), when, (entities[0].key,), None, "i1", "scale",
            )
            for mention_number, mention in enumerate(mentions)
        ]  # fmt: skip
        incident = ExtractedIncident("i1", "demo", entities[0].key, when)
        return Extraction(tuple(sentences), tuple(entities), tuple(mentions), tuple(claims), (incident,))


def _tell(console: Console, before: int, done: Summary) -> None:
    console.print(f"{before + done.done} articles", end="\r")


def _say_nothing(_step: str, _done: int, _total: int) -> None:
    """Starting a server that is there needs no words."""


def main() -> None:
    """Grow a graph, and print what each step cost."""
    parser = argparse.ArgumentParser(description=__doc__, epilog="Example: python -m tests.scale --most 2000")
    parser.add_argument("--most", type=int, default=STEPS[-1], help="articles at the end")
    parser.add_argument("--data", type=Path, default=Path(".cache/scale"), help="data directory of the server")
    chosen = parser.parse_args()
    settings = GraphSettings(data_dir=chosen.data.absolute(), cache_dir=GraphSettings.from_env({}).cache_dir)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    embedded.ensure_running(settings, _say_nothing)
    table = Table(
        "articles", "read and joined, ms each", "of it joining, ms each", "references examined, each", "pairs, each"
    )
    console, press, made = Console(), Press(1), 0
    try:
        with open_driver(settings) as driver:
            migrate(driver, settings.database)
            wipe = "MATCH (n) WHERE NOT n:Migration CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS"
            with driver.session(database=settings.database) as session:
                session.run(wipe).consume()
            for size in [step for step in STEPS if step < chosen.most] + [chosen.most]:
                fresh = [press.article(number) for number in range(made, size)]
                for _ in accept(driver, settings.database, fresh):
                    pass
                worker, began = Worker(driver, settings.database, press), time.perf_counter()
                worker.run_until_idle(Event(), partial(_tell, console, made))
                took, new = time.perf_counter() - began, size - made
                joined: Joined = worker.joined
                table.add_row(
                    f"{size:,}", f"{1000 * took / new:.1f}", f"{1000 * joined.seconds / new:.1f}",
                    f"{joined.examined / new:.1f}", f"{joined.compared / new:.1f}",
                )  # fmt: skip
                console.print(table)
                made = size
    finally:
        embedded.stop(settings)


if __name__ == "__main__":
    main()
