"""Articles in, "who reported what about Makhachkala" out: the real pipeline, the real server, the shipped seeds."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from neo4j import Driver

from graph_schema.digest import graph_digest
from graph_schema.lint import run_lint
from graph_schema.settings import GraphSettings
from ingest.worker import Summary

SEEDS = Path(__file__).parents[2] / "seeds"
DATABASE = "neo4j"


def test_ingesting_twice_leaves_the_same_graph(seeded: Driver, ingest_seeds: Callable[[], Summary]) -> None:
    digest = graph_digest(seeded, DATABASE)
    assert ingest_seeds() == Summary()
    assert graph_digest(seeded, DATABASE) == digest


def test_reading_again_leaves_the_same_graph(seeded: Driver, ingest_seeds: Callable[[], Summary]) -> None:
    digest = graph_digest(seeded, DATABASE)
    seeded.execute_query("MATCH (r:Revision) SET r.dueAt = timestamp(), r.attempt = 0", database_=DATABASE)
    assert ingest_seeds().done > 0
    assert graph_digest(seeded, DATABASE) == digest


def test_the_lint_is_clean(seeded: Driver) -> None:
    assert run_lint(seeded, DATABASE) == []


@pytest.mark.parametrize("kind", ["Sentence", "Claim", "Mention"])
def test_every_offset_reproduces_its_text(seeded: Driver, kind: str) -> None:
    query = """MATCH (r:Revision)-[:HAS_SENTENCE]->(s:Sentence)
               OPTIONAL MATCH (s)-[:HAS_MENTION]->(m:Mention)
               OPTIONAL MATCH (c:Claim)-[:EVIDENCED_BY]->(s)
               UNWIND [s, m, c] AS n WITH r, n WHERE $kind IN labels(n)
               RETURN DISTINCT r.text AS text, n.charStart AS a, n.charEnd AS b, coalesce(n.text, n.surface) AS said"""
    rows = seeded.execute_query(query, kind=kind, database_=DATABASE).records
    assert len(rows) > 50
    assert [row["said"] for row in rows if row["text"][row["a"] : row["b"]] != row["said"]] == []


@pytest.mark.parametrize("attempt", range(3))
def test_killed_at_any_point_and_run_again_gives_the_undisturbed_graph(
    graph: Driver, neo4j_settings: GraphSettings, ingest_seeds: Callable[[], Summary], attempt: int
) -> None:
    ingest_seeds()
    undisturbed = graph_digest(graph, DATABASE)
    graph.execute_query("MATCH (n) WHERE NOT n:Migration DETACH DELETE n", database_=DATABASE)
    env = {
        **os.environ,
        "PROTEST_GRAPH_DATA_DIR": str(neo4j_settings.data_dir),
        "PROTEST_GRAPH_CACHE_DIR": str(neo4j_settings.cache_dir),
    }
    command = [sys.executable, "-m", "protest_graph", "ingest", str(SEEDS)]
    first = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, start_new_session=True)
    wait_for_the_first_accepted(graph)
    time.sleep(random.Random(attempt).uniform(0, 4))
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    assert subprocess.run(command, env=env, capture_output=True, timeout=180, check=False).returncode == 0
    assert graph_digest(graph, DATABASE) == undisturbed
    assert run_lint(graph, DATABASE) == []


def wait_for_the_first_accepted(driver: Driver) -> None:
    deadline = time.monotonic() + 90
    while not driver.execute_query("MATCH (r:Revision) RETURN count(r) > 0 AS any", database_=DATABASE).records[0][
        "any"
    ]:
        assert time.monotonic() < deadline, "the ingest accepted nothing"
        time.sleep(0.05)
