"""Articles: text with what was found in it, and submissions."""

from typing import Any

import neo4j
import pytest
from fastapi.testclient import TestClient

from app.main import MAX_BODY_BYTES


def test_every_offset_reproduces_its_text(client: TestClient) -> None:
    article = client.get("/v1/articles/art-1").json()
    assert (article["outlet"], article["published"]) == ("Coast Radio", "2022-09-26")
    [revision] = article["revisions"]
    text = revision["text"]
    assert len(revision["sentences"]) == len(revision["claims"]) == 3
    for sentence in revision["sentences"]:
        assert text[sentence["start"] : sentence["end"]] == sentence["text"]
    for claim in revision["claims"]:
        assert text[claim["span"]["start"] : claim["span"]["end"]] == claim["claim"]


def test_an_unread_text_shows_its_state(client: TestClient, news: neo4j.Driver) -> None:
    news.execute_query(
        "MATCH (a:Article {id: 'art-4'}) CREATE (a)-[:HAS_REVISION]->(:Revision {id: 'rev-9', text: 'x',"
        " status: 'parked', reason: 'reading failed', acceptedAt: 1664000000001})"
    )
    revisions = client.get("/v1/articles/art-4").json()["revisions"]
    assert [(r["id"], r["status"], r["reason"]) for r in revisions] == [
        ("rev-9", "parked", "reading failed"),
        ("rev-4", "done", None),
    ]


def test_an_unknown_id_is_not_found(client: TestClient) -> None:
    assert client.get("/v1/articles/art-404").status_code == 404


def test_a_submission_is_answered_with_where_to_follow_it(client: TestClient) -> None:
    response = client.post("/v1/articles", json={"raw": "text", "metadata": {"title": "x", "published": "2022-09-25"}})
    assert response.status_code == 202
    assert response.json() == {"article": "art-1", "revision": "rev-1", "status": "done", "reason": None}


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({"raw": "malformed"}, "no format recognises it"),
        ({}, "raw"),
        ({"raw": ""}, "raw"),
        ({"raw": 7}, "raw"),
        ({"raw": "x", "metadata": {"published": "2022-02-30"}}, "metadata.published"),
        ({"raw": "x", "metadata": {"published": "today"}}, "metadata.published"),
        ({"raw": "x", "metadata": {"autor": "y"}}, "metadata.autor"),
        ({"raw": "x", "extra": 1}, "extra"),
        ([], "body"),
    ],
)
def test_what_cannot_be_submitted_is_named(client: TestClient, body: Any, complaint: str) -> None:
    response = client.post("/v1/articles", json=body)
    assert response.status_code == 422
    assert complaint in response.json()["detail"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b"{", 422, id="not JSON"),
        pytest.param(b'{"raw": "\\ud800"}', 422, id="half a character"),
        pytest.param(b"[" * 100_000, 400, id="too deep"),
        pytest.param(b"\xff", 400, id="not UTF-8"),
        pytest.param(b'{"raw": "' + b"x" * MAX_BODY_BYTES + b'"}', 413, id="too large"),
    ],
)
def test_an_unreadable_body_is_refused(client: TestClient, body: bytes, status: int) -> None:
    response = client.post("/v1/articles", content=body, headers={"content-type": "application/json"})
    assert response.status_code == status, response.text
