"""What answers cost on a small and on a large made-up graph.

Requests a second, the latency of one in a hundred and processor time under wrk, sixteen connections that ask for pages
of fifty reports, each made anew; the same queries by the driver alone; pages that are kept; and what an export of the
whole graph takes in memory.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, LiteralString
from urllib.parse import urlencode

import httpx
import neo4j
import psutil
from rich.console import Console
from rich.table import Table

from app.graph import Graph, GraphQuery, Row
from app.reports import ReportQuery, reports
from graph_schema import embedded
from graph_schema.bulk import index
from graph_schema.connection import open_driver
from graph_schema.settings import GraphSettings
from tests.scale.bulk import import_articles
from tests.scale.world import TOWNS, World

SMALL, LARGE = 1_000, 100_000  # articles
CONNECTIONS, SECONDS, PAGE = 16, 10, 50
A_DAY = 55  # articles published
MIXED = 300  # different names asked about
ALONE = 200  # pages by the driver alone
EXPORT_ROWS = 100_000  # between two looks at the memory of an export
LATENCY = re.compile(r"^\s+99%\s+([\d.]+)(us|ms|s)\s*$", re.MULTILINE)
REQUESTS = re.compile(r"(\d+) requests in ([\d.]+)s")
FAILED = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)")
MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
SAMPLE = """MATCH (c:Claim) WITH c LIMIT 20000
MATCH (c)-[:ABOUT]->(town:Place {feature: 'town'})-[:PART_OF*1..3]->(country:Place {feature: 'country'})
MATCH (voice:Person)-[:SAID]->(c)<-[:REPORTED]-(outlet:Source)
RETURN collect([country.id, town.id, voice.id, outlet.id]) AS seen"""
NAMES = """MATCH (c:Claim) WITH c LIMIT 20000
MATCH (c)<-[:SAID]-(n:Person|Organisation)
WITH DISTINCT n LIMIT $most
RETURN collect(n.name) AS names"""


def main() -> None:
    """Make both graphs unless they are there, and print what answers cost on each."""
    parser = argparse.ArgumentParser(description=__doc__, epilog="Example: python -m tests.scale.service --large 20000")
    parser.add_argument("--small", type=int, default=SMALL, help="articles of the small graph")
    parser.add_argument(
        "--large", type=int, default=LARGE, help="articles of the large graph; a quarter of an hour for 100000"
    )
    parser.add_argument("--heap", default="2g", help="the server's Java heap")
    parser.add_argument("--page-cache", default="3g", help="what the server keeps of its files in memory")
    parser.add_argument("--data", type=Path, default=Path(".cache/service"), help="where the graphs are kept")
    parser.add_argument("--without-export", action="store_true", help="leave the export of the whole graph out")
    chosen = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is missing: install it, with `apt install wrk` for instance")
    console = Console()
    table = Table(
        "graph",
        "asked",
        "a second",
        "p99 ms",
        "CPU ms",
        "Python",
        "p99 ms, driver",
        "CPU, driver = 1",
        "Python, driver = 1",
    )
    for articles in (chosen.small, chosen.large):
        settings = GraphSettings(
            data_dir=(chosen.data / str(articles)).absolute(), cache_dir=GraphSettings.from_env({}).cache_dir,
            heap=chosen.heap, page_cache=chosen.page_cache,
        )  # fmt: skip
        with _graph(settings, articles, console) as driver:
            for title, cost in _measure(settings, driver):
                table.add_row(f"{articles:,}", title, *cost)
                console.print(table)
            if not chosen.without_export:
                console.print(_export(settings))


@contextmanager
def _graph(settings: GraphSettings, articles: int, console: Console) -> Generator[neo4j.Driver]:
    """The graph of so many articles, running; made if it is not there."""
    made = settings.data_dir / "made"
    if not made.exists():
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        tell = partial(_tell, console)
        import_articles(settings, World(1, TOWNS, A_DAY), articles, tell)
    embedded.ensure_running(settings)
    try:
        with open_driver(settings) as driver:
            if not made.exists():
                index(driver, settings.database)
                made.touch()
            yield driver
    finally:
        embedded.stop(settings)


def _tell(console: Console, done: int) -> None:
    if done % 1000 == 0:
        console.print(f"{done:,} articles", end="\r")


def _measure(settings: GraphSettings, driver: neo4j.Driver) -> Iterator[tuple[str, Sequence[str]]]:
    """What is asked, and its figures."""
    asked = _asked(driver, settings.database)
    alone = {title: _alone(driver, settings, about) for title, about in asked.items()}
    with _served(settings, "forgetful") as service:
        for title, about in asked.items():
            cost, bare = service.load(about), alone[title]
            ratios = f"{cost.cpu / bare.cpu:.2f}", f"{cost.python / bare.python:.2f}"
            yield title, (*cost.figures(), f"{bare.p99:,.1f}", *ratios)
    with _served(settings) as service:
        for title, about in asked.items():
            yield f"{title}, kept", (*service.load(about).figures(), "", "", "")


def _asked(driver: neo4j.Driver, database: str) -> dict[str, list[str]]:
    """Names and ids to ask about: the most told of each kind, and many."""
    with driver.session(database=database) as session:
        seen = session.run(SAMPLE).single(strict=True)["seen"]
        names = session.run(NAMES, most=MIXED).single(strict=True)["names"]
    titles = ("a country", "a town", "a person", "an outlet")
    most = [max(set(column), key=column.count) for column in zip(*seen, strict=True)]
    return {**{title: [id_] for title, id_ in zip(titles, most, strict=True)}, f"{len(names)} names": names}


@dataclass(frozen=True, slots=True)
class Cost:
    """Requests a second, milliseconds of the slowest hundredth, processor milliseconds each in all and in Python."""

    rate: float
    p99: float
    cpu: float
    python: float

    def figures(self) -> tuple[str, ...]:
        """For a table."""
        return f"{self.rate:,.0f}", f"{self.p99:,.1f}", f"{self.cpu:.2f}", f"{self.python:.2f}"


class _Service:
    """The service in a process of its own, beside its database."""

    def __init__(self, process: subprocess.Popen[str], database: int) -> None:
        assert process.stdout is not None
        self.address = f"http://127.0.0.1:{process.stdout.readline().strip()}"
        self.python = psutil.Process(process.pid)
        self._database = psutil.Process(database)

    def load(self, about: Sequence[str]) -> Cost:
        """What pages about these cost under wrk, each asked for in turn, after each was asked for once."""
        paths = [f"/v1/reports?{urlencode({'about': one, 'limit': PAGE})}" for one in about]
        with httpx.Client(base_url=self.address, timeout=60) as client:
            for path in paths:
                client.get(path).raise_for_status()
        before = _cpu(self.python, self._database)
        said = self._wrk(paths)
        after = _cpu(self.python, self._database)
        requests, rate, p99 = _figures(said)
        python, database = _spent(before, after, requests)
        return Cost(rate, p99, python + database, python)

    def _wrk(self, paths: Sequence[str]) -> str:
        script = f"""
local paths = {{ {", ".join(f'"{path}"' for path in paths)} }}
local at = 0
request = function() at = at % #paths + 1; return wrk.format("GET", paths[at]) end
"""
        file = Path(os.environ.get("TMPDIR", "/tmp")) / f"wrk-{os.getpid()}.lua"
        file.write_text(script, encoding="utf-8")
        try:
            options = ["-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "30s", "--latency", "-s", str(file)]
            return subprocess.run(
                ["wrk", *options, self.address],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        finally:
            file.unlink()


def _figures(said: str) -> tuple[int, float, float]:
    """Requests, requests a second, and the latency of the slowest hundredth in milliseconds, of what wrk prints.

    Raises RuntimeError when it says that requests failed.
    """
    failed, latency, requests = FAILED.search(said), LATENCY.search(said), REQUESTS.search(said)
    if failed or latency is None or requests is None:
        raise RuntimeError(f"wrk: {said}")
    return (
        int(requests[1]),
        int(requests[1]) / float(requests[2]),
        float(latency[1]) * MILLISECONDS[latency[2]],
    )


@contextmanager
def _served(settings: GraphSettings, *how: str) -> Generator[_Service]:
    running = embedded.status(settings)
    assert running is not None
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.scale.serving", *how], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PROTEST_GRAPH_DATA_DIR": str(settings.data_dir), "NEO4J_URI": ""},
    )  # fmt: skip
    try:
        yield _Service(process, running.pid)
    finally:
        process.terminate()
        process.wait()


@dataclass(frozen=True, slots=True)
class _Recorder(Graph):
    """Keeps what is asked of the database."""

    asked: list[tuple[LiteralString, dict[str, object]]] = field(default_factory=list)

    def maps(self, query: GraphQuery[Row], /, **parameters: object) -> list[dict[str, Any]]:
        """The rows, after the query has been written down."""
        self.asked.append((self.text(query, parameters), {**parameters, "hidden": self.hidden}))
        return Graph.maps(self, query, **parameters)


def _alone(driver: neo4j.Driver, settings: GraphSettings, about: Sequence[str]) -> Cost:
    """What the queries of a page cost by the driver alone, asked by as many threads as `wrk` has connections."""
    running = embedded.status(settings)
    assert running is not None
    pages: list[tuple[LiteralString, dict[str, object]]] = []
    for name in about:
        recorder = _Recorder(driver, settings.database)
        reports(recorder, ReportQuery(about=name, limit=PAGE))
        pages.append(recorder.asked[-1])  # what a name stands for is remembered

    def ask(number: int) -> float:
        query, parameters = pages[number % len(pages)]
        began = time.monotonic()
        with driver.session(database=settings.database, default_access_mode=neo4j.READ_ACCESS) as session:
            session.run(query, parameters).single(strict=True)
        return time.monotonic() - began

    processes = psutil.Process(), psutil.Process(running.pid)
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        list(threads.map(ask, range(ALONE)))  # the server is warm when the service is measured, too
        before, began = _cpu(*processes), time.monotonic()
        seconds = sorted(threads.map(ask, range(ALONE)))
        took = time.monotonic() - began
    python, database = _spent(before, _cpu(*processes), ALONE)
    return Cost(ALONE / took, 1000 * seconds[ALONE * 99 // 100], python + database, python)


def _cpu(*processes: psutil.Process) -> list[float]:
    """Processor seconds of processes so far."""
    return [times.user + times.system for times in (process.cpu_times() for process in processes)]


def _spent(before: Sequence[float], after: Sequence[float], requests: int) -> list[float]:
    """Processor milliseconds a request."""
    return [1000 * (end - start) / requests for start, end in zip(before, after, strict=True)]


def _export(settings: GraphSettings) -> Table:
    """What the service holds in memory while it streams every report there is."""
    table = Table("rows exported", "seconds", "memory MB")
    with _served(settings) as service, httpx.Client(base_url=service.address, timeout=600) as client:
        began, rows = time.monotonic(), 0
        with client.stream("GET", "/v1/exports/reports.csv") as answer:
            answer.raise_for_status()
            for _line in answer.iter_lines():
                if rows % EXPORT_ROWS == 0 and rows:
                    _export_row(table, rows, began, service)
                rows += 1
        _export_row(table, rows, began, service)
    return table


def _export_row(table: Table, rows: int, began: float, service: _Service) -> None:
    table.add_row(f"{rows:,}", f"{time.monotonic() - began:,.0f}", f"{service.python.memory_info().rss / 2**20:,.0f}")


if __name__ == "__main__":
    main()
