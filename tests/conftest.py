"""Tests run on a real Neo4j, never on a stand-in: what a query, a lock or a constraint does is what is tested.

One local server serves a test run, in a data directory of its own (PROTEST_GRAPH_TEST_DATA_DIR). NEO4J_URI is ignored:
the tests delete everything they find. Without a server the tests fail; they never skip.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock, Timeout
from neo4j import Driver

from graph_schema import embedded
from graph_schema.connection import open_driver
from graph_schema.migrate import migrate
from graph_schema.settings import GraphSettings

DATA_DIR = Path(__file__).parents[1] / ".cache" / "test-data"
PROGRESS_EVERY = 50  # a first run fetches some two hundred files


@pytest.fixture(scope="session")
def neo4j_settings(request: pytest.FixtureRequest) -> Iterator[GraphSettings]:
    """Settings of a running server that belongs to this test run."""
    data_dir = Path(os.environ.get("PROTEST_GRAPH_TEST_DATA_DIR") or DATA_DIR).absolute()
    data_dir.mkdir(parents=True, exist_ok=True)
    settings = GraphSettings(data_dir=data_dir, cache_dir=GraphSettings.from_env({}).cache_dir)
    terminal = request.config.get_terminal_writer()

    def show(step: str, done: int, total: int) -> None:
        if total and done % PROGRESS_EVERY == 0:
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


@pytest.fixture
def graph(driver: Driver, neo4j_settings: GraphSettings) -> Driver:
    """A driver to the graph, emptied: constraints, indexes and the ledger stay."""
    with driver.session(database=neo4j_settings.database) as session:
        session.run(
            "MATCH (n) WHERE NOT n:Migration CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS"
        ).consume()
    return driver
