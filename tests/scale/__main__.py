"""Time and references examined for each new article, beside the size of the graph.

Articles of a made-up world are accepted, read and joined one batch after another; `--loaded 100000` first writes so
many straight into the graph, which says what one more article costs there. Nothing is parsed: what is measured is what
writing and joining cost. `--towns 12 --a-day 30` is the hard case, in which every town has a protest every day.
"""

import argparse
import time
from functools import partial
from pathlib import Path
from threading import Event

from neo4j import Driver
from rich.console import Console
from rich.table import Table

from graph_schema import embedded
from graph_schema.bulk import index
from graph_schema.connection import open_driver
from graph_schema.settings import GraphSettings
from ingest.accept import accept
from ingest.joiner.loop import Joined
from ingest.worker import Summary, Worker
from tests.scale.bulk import import_articles
from tests.scale.world import TOWNS, World

STEPS = (500, 1_000, 2_000, 5_000, 10_000)


def main() -> None:
    """Grow a graph, and print what each step cost."""
    parser = argparse.ArgumentParser(description=__doc__, epilog="Example: python -m tests.scale --most 2000")
    parser.add_argument("--most", type=int, default=STEPS[2], help="articles that are read, at the end")
    parser.add_argument("--loaded", type=int, default=0, help="articles that are there before; minutes for 100000")
    parser.add_argument("--towns", type=int, default=TOWNS, help="towns in the world")
    parser.add_argument("--a-day", type=int, default=55, help="articles published a day")
    parser.add_argument("--heap", default="1g", help="the server's Java heap")
    parser.add_argument("--data", type=Path, default=Path(".cache/scale"), help="data directory of the server")
    chosen = parser.parse_args()
    settings = GraphSettings(
        data_dir=chosen.data.absolute(), cache_dir=GraphSettings.from_env({}).cache_dir, heap=chosen.heap
    )
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    console, world = Console(), World(1, chosen.towns, chosen.a_day)
    import_articles(settings, world, chosen.loaded, partial(_tell, console))
    embedded.ensure_running(settings)
    try:
        with open_driver(settings) as driver:
            index(driver, settings.database)
            _grow(driver, settings.database, world, chosen.loaded, chosen.most)
    finally:
        embedded.stop(settings)


def _grow(driver: Driver, database: str, world: World, loaded: int, most: int) -> None:
    console = Console()
    table = Table("articles", "ms each", "of it joining", "references examined, each", "pairs compared, each", "ratio")
    made, first = loaded, None
    for size in [step for step in STEPS if step < most] + [most]:
        fresh = [world.article(number) for number in range(made, loaded + size)]
        for _ in accept(driver, database, fresh):
            pass
        worker, began = Worker(driver, database, world), time.perf_counter()
        worker.run_until_idle(Event(), partial(_tell_read, console, made))
        took, new = time.perf_counter() - began, len(fresh)
        joined: Joined = worker.joined
        joining = joined.seconds / new
        first = first or joining
        table.add_row(
            f"{loaded + size:,}", f"{1000 * took / new:.1f}", f"{1000 * joining:.1f}",
            f"{joined.examined / new:.1f}", f"{joined.compared / new:.1f}", f"{joining / first:.2f}",
        )  # fmt: skip
        console.print(table)
        made = loaded + size


def _tell(console: Console, done: int) -> None:
    console.print(f"{done} articles", end="\r")


def _tell_read(console: Console, before: int, done: Summary) -> None:
    _tell(console, before + done.done)


if __name__ == "__main__":
    main()
