"""How much the graph holds."""

import neo4j
from fastapi.testclient import TestClient


def test_counts_by_label_kind_and_state(client: TestClient, news: neo4j.Driver) -> None:
    found = client.get("/v1/stats").json()
    counts = {one["label"]: one["count"] for one in found["nodes"]}
    kinds = {one["label"]: one["kinds"] for one in found["nodes"]}
    assert (counts["Article"], counts["Claim"], counts["Incident"], counts["Source"]) == (4, 8, 3, 4)
    assert kinds["Claim"]["arrest"] == 3
    assert kinds["Source"] == {"outlet": 2, "agency": 1, "channel": 1}
    assert kinds["Person"] == {}
    assert found["texts"] == {"done": 4}
    assert (found["first_published"], found["last_published"]) == ("2022-09-25", "2022-09-26")


def test_an_empty_graph_has_no_days(client: TestClient, news: neo4j.Driver) -> None:
    news.execute_query("MATCH (n) WHERE NOT n:Migration DETACH DELETE n")
    found = client.get("/v1/stats").json()
    assert (found["first_published"], found["last_published"], found["version"]) == (None, None, 0)
    assert all(one["count"] == 0 for one in found["nodes"])
