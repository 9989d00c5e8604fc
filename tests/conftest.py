"""Tests run on a real Neo4j, never on a stand-in: what a query, a lock or a constraint does is what is tested.

One local server serves a test run, or each of its processes (`make test` has two, as there are two cores), in a data
directory of its own (PROTEST_GRAPH_TEST_DATA_DIR). NEO4J_URI is ignored: the tests delete everything they find. Without
a server the tests fail; they never skip.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from filelock import FileLock, Timeout
from neo4j import Driver

from graph_schema import embedded
from graph_schema.connection import open_driver
from graph_schema.migrate import migrate
from graph_schema.settings import GraphSettings
from ingest.accept import accept
from ingest.nlp.reader import Reader
from ingest.sources.folder import read_path
from ingest.sources.sidecar import SUFFIX
from ingest.worker import Summary, Worker

ROOT = Path(__file__).parents[1]
DATA_DIR = ROOT / ".cache" / "test-data"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")  # which of several processes this is
SEEDS = ROOT / "seeds"
PROGRESS_EVERY = 50  # a first run fetches some two hundred files


@pytest.fixture(scope="session")
def neo4j_settings(request: pytest.FixtureRequest) -> Iterator[GraphSettings]:
    """Settings of a running server that belongs to this test run."""
    data_dir = Path(os.environ.get("PROTEST_GRAPH_TEST_DATA_DIR") or DATA_DIR).absolute() / WORKER
    data_dir.mkdir(parents=True, exist_ok=True)
    settings = GraphSettings(data_dir=data_dir, cache_dir=GraphSettings.from_env({}).cache_dir)
    terminal = None if WORKER else request.config.get_terminal_writer()  # only the process that starts others has one

    def show(step: str, done: int, total: int) -> None:
        if terminal and total and done % PROGRESS_EVERY == 0:
            terminal.line(f"{step} ({done} of {total})")

    try:
        with FileLock(data_dir / "tests.lock", timeout=0):
            embedded.ensure_running(settings, show)
            yield settings
            embedded.stop(settings)
    except Timeout:
        pytest.exit(f"another test run uses {data_dir}: give this one a PROTEST_GRAPH_TEST_DATA_DIR", returncode=3)


@pytest.fixture(scope="session")
def driver(neo4j_settings: GraphSettings) -> Iterator[Driver]:
    """A driver to the migrated graph; may hold what earlier tests wrote."""
    with open_driver(neo4j_settings) as opened:
        migrate(opened, neo4j_settings.database)
        yield opened


def _empty(driver: Driver, settings: GraphSettings) -> None:
    """Constraints, indexes and the ledger stay."""
    with driver.session(database=settings.database) as session:
        session.run(
            "MATCH (n) WHERE NOT n:Migration CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS"
        ).consume()


@pytest.fixture
def graph(driver: Driver, neo4j_settings: GraphSettings) -> Driver:
    """A driver to the graph, emptied."""
    _empty(driver, neo4j_settings)
    return driver


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The shipped pipeline, loaded once."""
    return Reader()


@pytest.fixture(scope="session")
def ingest_seeds(driver: Driver, neo4j_settings: GraphSettings, reader: Reader) -> Callable[[], Summary]:
    """Accepts the seeds and reads until nothing is due."""

    def ingest() -> Summary:
        for _ in accept(driver, neo4j_settings.database, read_path(SEEDS)):
            pass
        return Worker(driver, neo4j_settings.database, reader).run_until_idle(Event())

    return ingest


@pytest.fixture(scope="module")
def seeded(driver: Driver, neo4j_settings: GraphSettings, ingest_seeds: Callable[[], Summary]) -> Driver:
    """A driver to a graph of the seeds, for tests that change nothing."""
    _empty(driver, neo4j_settings)
    assert ingest_seeds().done == sum(not path.name.endswith(SUFFIX) for path in SEEDS.glob("*/*"))
    return driver
