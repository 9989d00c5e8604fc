"""What is submitted together can be followed until it is read."""

import json
from typing import Any

import neo4j
from fastapi.testclient import TestClient

BATCH = {"documents": [{"raw": "one"}, {"raw": "malformed"}, {"raw": "two", "metadata": {"published": "2022-09-25"}}]}


def test_what_cannot_be_read_is_named_and_the_rest_is_stored(client: TestClient) -> None:
    answer = client.post("/v1/articles/batch", json=BATCH)
    assert answer.status_code == 202
    assert answer.json()["refused"] == [{"index": 1, "reason": "no format recognises it"}]
    job = answer.json()["job"]
    assert [one["article"] for one in job["documents"]] == ["art-1"]
    assert client.get(f"/v1/jobs/{job['id']}").json() == job
    assert client.post("/v1/articles/batch", json=BATCH).json()["job"] == job  # the same again is the same


def test_a_batch_of_nothing_but_refusals_has_no_job(client: TestClient) -> None:
    answer = client.post("/v1/articles/batch", json={"documents": [{"raw": "malformed"}]})
    assert answer.json() == {"job": None, "refused": [{"index": 0, "reason": "no format recognises it"}]}


def test_a_job_tells_its_state_and_then_that_it_is_done(client: TestClient, news: neo4j.Driver) -> None:
    job = client.post("/v1/articles/batch", json=BATCH).json()["job"]
    news.execute_query("MATCH (r:Revision {id: 'rev-1'}) SET r.status = 'accepted'")
    with client.stream("GET", f"/v1/jobs/{job['id']}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        seen: list[tuple[str, Any]] = []
        name = ""
        for line in stream.iter_lines():
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                seen.append((name, json.loads(line.removeprefix("data: "))["documents"][0]["status"]))
                news.execute_query("MATCH (r:Revision {id: 'rev-1'}) SET r.status = 'done'")
    assert seen == [("state", "accepted"), ("state", "done"), ("done", "done")]


def test_an_unknown_job_is_unknown(client: TestClient) -> None:
    assert client.get("/v1/jobs/job-none").status_code == 404
    assert client.get("/v1/jobs/job-none/events").status_code == 404


def test_a_file_is_stored_as_it_is(client: TestClient) -> None:
    page = "<html><p>Café</p></html>".encode("latin-1")
    answer = client.post("/v1/articles/raw?publisher=Coast Radio&published=2022-09-25", content=page)
    assert (answer.status_code, answer.json()["article"]) == (202, "art-1")
    assert client.post("/v1/articles/raw", content=b"").status_code == 422
    assert "published" in client.post("/v1/articles/raw?published=soon", content=page).json()["detail"]
