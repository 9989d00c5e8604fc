"""A decision made at the service shows in its answers: at once, or as soon as joining is done."""

import time
from collections.abc import Generator
from contextlib import contextmanager
from threading import Event
from typing import Any

import neo4j
import pytest
from fastapi.testclient import TestClient

from app.access import OpenAccess
from app.graph import Graph
from app.main import Admission, create_app
from app.submissions import Accepted, SubmittedMetadata
from graph_schema.settings import GraphSettings
from ingest.joiner.loop import Joined
from protest_graph import joining as module
from protest_graph.joining import joining
from tests.protest_graph.test_decide import TWO_PEOPLE, people

MERGE = {"kind": "merge", "one": "per-1", "other": "per-2", "reason": "the court used both names"}


def never(raw: bytes, metadata: SubmittedMetadata) -> Accepted:
    raise AssertionError(f"nothing should be submitted here: {raw!r} {metadata}")


@contextmanager
def service(graph: neo4j.Driver, settings: GraphSettings, seconds: float) -> Generator[TestClient]:
    """A client of a service that waits so long for a join, over a graph of two people."""
    graph.execute_query(TWO_PEOPLE)
    with joining(Graph(graph, settings.database), seconds) as join:
        app = create_app(graph, accept=never, admission=Admission(OpenAccess()), join=join, database=settings.database)
        yield TestClient(app)


def test_a_decision_and_its_undo_show_at_once(graph: neo4j.Driver, neo4j_settings: GraphSettings) -> None:
    with service(graph, neo4j_settings, 120) as client:
        made = client.post("/v1/decisions", json=MERGE).json()
        assert made["joined"] is True
        assert [one["id"] for one in made["decision"]["concerns"]] == ["per-1"]
        assert client.get("/v1/entities/per-2", follow_redirects=False).status_code == 308
        assert client.post(f"/v1/decisions/{made['decision']['id']}/undo").json()["joined"] is True
        assert client.get("/v1/entities/per-2").json()["id"] == "per-2"


def test_what_takes_longer_goes_on_by_itself(graph: neo4j.Driver, neo4j_settings: GraphSettings) -> None:
    with service(graph, neo4j_settings, 0) as client:
        assert client.post("/v1/decisions", json=MERGE).json()["joined"] is False
        deadline = time.monotonic() + 120
        while people(graph) != ["per-1"] and time.monotonic() < deadline:
            time.sleep(0.1)
        assert people(graph) == ["per-1"]


def test_a_join_that_fails_leaves_the_decision_on_record(
    graph: neo4j.Driver, neo4j_settings: GraphSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> Joined:
        raise neo4j.exceptions.ServiceUnavailable("gone")

    monkeypatch.setattr(module, "join_due", fail)
    with service(graph, neo4j_settings, 120) as client:
        assert client.post("/v1/decisions", json=MERGE).json()["joined"] is False
        assert len(client.get("/v1/decisions").json()["rows"]) == 1


def test_the_end_of_the_service_stops_joining(
    graph: neo4j.Driver, neo4j_settings: GraphSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Event] = []

    def wait(_driver: neo4j.Driver, _database: str, stop: Event) -> Joined:
        seen.append(stop)
        stop.wait(120)
        return Joined()

    monkeypatch.setattr(module, "join_due", wait)
    with service(graph, neo4j_settings, 0.2) as client:
        assert client.post("/v1/decisions", json=MERGE).json()["joined"] is False
    assert seen[0].is_set()
