"""The service as a process of its own: started, asked, sent an article, stopped."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import neo4j
import pytest

from app.graph import Graph
from app.submissions import SubmittedMetadata
from graph_schema.errors import GraphUnavailable
from protest_graph.background import Background
from protest_graph.console import Failure
from protest_graph.reading import accepting

RAW = "Two streets were closed in the centre on Sunday.\n\nSource: Example Wire\n"


@pytest.fixture
def service(environment: None, graph: neo4j.Driver) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    command = [sys.executable, "-m", "protest_graph", "serve", "--without-keys", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        address = next(line for line in process.stderr if "Listening" in line).split()[-1].removesuffix("/docs")
        with httpx.Client(base_url=address, timeout=30) as client:
            yield process, client
        process.kill()


def test_it_answers_accepts_and_stops_on_interrupt(service: tuple[subprocess.Popen[str], httpx.Client]) -> None:
    process, client = service
    assert client.get("/readyz").json() == {"answers": True}

    body = {"raw": RAW, "metadata": {"title": "Streets closed", "published": "2022-09-25"}}
    first, again = (client.post("/v1/articles", json=body) for _ in range(2))
    assert first.status_code == again.status_code == 202
    assert first.json() == again.json()
    assert first.json()["status"] == "accepted"
    article = client.get(f"/v1/articles/{first.json()['article']}").json()
    assert (article["outlet"], article["title"], article["published"]) == (
        "Example Wire", "Streets closed", "2022-09-25"
    )  # fmt: skip
    assert [revision["status"] for revision in article["revisions"]] == ["accepted"]

    refused = client.post("/v1/articles", json={"raw": "no format looks like this"})
    assert refused.status_code == 422
    assert refused.json()["title"] == "Document refused"

    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    assert process.stderr is not None
    assert "Traceback" not in process.stderr.read()


def test_a_document_is_not_accepted_without_a_database() -> None:
    with neo4j.GraphDatabase.driver("bolt://127.0.0.1:9", auth=("neo4j", "unused")) as driver:
        store = accepting(Graph(driver, "neo4j"))
        with pytest.raises(GraphUnavailable, match="not stored"):
            store(RAW.encode(), SubmittedMetadata())


def test_a_background_command_is_found_again_and_stopped(
    environment: None, graph: neo4j.Driver, tmp_path: Path
) -> None:
    arguments = ("serve", "--port", "0")
    Background("serve", tmp_path).start(arguments)
    found = Background("serve", tmp_path)
    assert found.running() == arguments
    assert found.stop() is True
    assert found.running() is None
    assert found.stop() is False


def test_a_background_command_that_ended_shows_its_log(environment: None, tmp_path: Path) -> None:
    broken = Background("serve", tmp_path)
    broken.start(("serve", "--port", "many"))
    deadline = time.monotonic() + 60
    while broken.running() and time.monotonic() < deadline:
        time.sleep(0.1)
    with pytest.raises(Failure, match=r"(?s)ended.*--port"):
        broken.check()
