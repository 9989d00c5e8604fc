"""Articles: text with what was found in it, and submissions."""

from typing import Any

import neo4j
import pytest
from fastapi.testclient import TestClient

from app.main import MAX_BODY_BYTES
from tests.app.people import TWO_PEOPLE


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


def listed(client: TestClient, **query: Any) -> list[str]:
    response = client.get("/v1/articles", params=query)
    assert response.status_code == 200, response.text
    return [row["id"] for row in response.json()["rows"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["art-1", "art-3", "art-2", "art-4"]),
        ({"outlet": "Coast Radio"}, ["art-1"]),
        ({"outlet": "Atlantis Herald"}, []),
        ({"published_to": "2022-09-25"}, ["art-2"]),
        ({"published_from": "2022-09-26"}, ["art-1", "art-3"]),
        ({"about": "Ruslan Magomedov"}, ["art-1"]),
        ({"about": "Ruslan Magomedov", "outlet": "Hill Courier"}, []),
        ({"about": "Hill Courier"}, ["art-2"]),
        ({"about": "videos shared online"}, ["art-1"]),
        ({"about": "Atlantis"}, []),
    ],
)
def test_articles_are_listed_newest_first_as_asked(
    client: TestClient, news: neo4j.Driver, query: dict[str, str], expected: list[str]
) -> None:
    news.execute_query(TWO_PEOPLE)
    assert listed(client, **query) == expected


def test_an_article_that_speaks_of_a_town_speaks_of_its_region(client: TestClient, news: neo4j.Driver) -> None:
    news.execute_query(
        "MATCH (a:Article {id: 'art-2'}) MATCH (p:Place {id: 'plc-4'})"
        " CREATE (a)-[:CALLS]->(:Reference {id: 'ref-plc-4', kind: 'place', name: p.name})-[:STANDS_FOR]->(p)"
    )
    assert listed(client, about="Dagestan") == ["art-2"]


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_hold_every_article_once_undated_ones_too(client: TestClient, limit: int) -> None:
    seen: list[str] = []
    query: dict[str, Any] = {"limit": limit}
    while True:
        page = client.get("/v1/articles", params=query).json()
        seen += [row["id"] for row in page["rows"]]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert seen == ["art-1", "art-3", "art-2", "art-4"]


def test_a_row_tells_the_outlet_the_state_and_how_much_was_read(client: TestClient) -> None:
    row = client.get("/v1/articles").json()["rows"][0]
    assert (row["outlet"], row["status"], row["claims"], row["title"]) == (
        "Coast Radio",
        "done",
        3,
        "Arrests on the coast",
    )


def test_a_range_that_ends_before_it_begins_is_refused(client: TestClient) -> None:
    query = {"published_from": "2022-09-26", "published_to": "2022-09-25"}
    response = client.get("/v1/articles", params=query)
    assert response.status_code == 422
    assert "published_from" in response.json()["detail"]


def test_mentions_say_whom_they_stand_for_and_their_offsets_hold(client: TestClient, news: neo4j.Driver) -> None:
    news.execute_query(TWO_PEOPLE)
    (revision,) = client.get("/v1/articles/art-1").json()["revisions"]
    (mention,) = revision["mentions"]
    assert revision["text"][mention["start"] : mention["end"]] == mention["text"] == "Sergei"
    assert mention["entity"] == {"id": "per-a1", "name": "Ruslan Magomedov", "kind": "person"}
