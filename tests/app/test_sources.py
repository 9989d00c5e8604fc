"""An outlet's record, and two outlets side by side."""

from typing import Any

import neo4j
import pytest
from fastapi.testclient import TestClient

# Both outlets report one finding, the Wire a day later; a copy, and a figure that contradicts another.
RECORD = """
MATCH (c1:Claim {id: 'clm-1'}) MATCH (c7:Claim {id: 'clm-7'}) MATCH (c3:Claim {id: 'clm-3'})
MATCH (i:Incident {id: 'inc-1'})
MATCH (one:Article {id: 'art-1'}) MATCH (three:Article {id: 'art-3'})
CREATE (f:Finding {id: 'fin-1', text: c1.text, kind: 'arrest', outlets: [], origins: [], independentOrigins: 1,
                   why: 'one count'}),
       (f)-[:ABOUT]->(i), (f)-[:SUPPORTED_BY]->(c1), (f)-[:SUPPORTED_BY]->(c7),
       (c1)-[:CORROBORATES]->(c7), (c3)-[:CONTRADICTS {basis: 'count', score: 1.0, why: 'fewer'}]->(c7),
       (three)-[:COPY_OF {share: 0.9}]->(one)
SET c1.published = '2022-09-25'
"""


@pytest.fixture
def told(client: TestClient, news: neo4j.Driver) -> TestClient:
    news.execute_query(RECORD)
    return client


def test_those_with_most_articles_come_first_and_pages_hold_each_once(client: TestClient, news: neo4j.Driver) -> None:
    news.execute_query(
        "MATCH (s:Source {id: 'src-northern-wire'}) MATCH (a:Article {id: 'art-4'}) CREATE (s)-[:PUBLISHED]->(a)"
    )
    seen: list[tuple[str, int]] = []
    query: dict[str, Any] = {"limit": 1}
    while True:
        page = client.get("/v1/sources", params=query).json()
        seen += [(row["id"], row["articles"]) for row in page["rows"]]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert seen == [("src-northern-wire", 2), ("src-coast-radio", 1), ("src-hill-courier", 1)]


def test_channels_are_listed_when_asked_for(client: TestClient) -> None:
    (row,) = client.get("/v1/sources", params={"kind": "channel"}).json()["rows"]
    assert (row["id"], row["articles"], row["first_published"]) == ("src-1", 0, None)


def test_a_record_tells_what_came_first_who_copies_and_who_agrees(told: TestClient) -> None:
    coast = told.get("/v1/sources/src-coast-radio").json()
    wire = told.get("/v1/sources/src-northern-wire").json()
    assert (coast["articles"], coast["claims"], coast["first_published"]) == (1, 3, "2022-09-26")
    first = coast["reported_first"]
    assert (first["findings"], first["first"], first["same_day"]) == (1, 1, 0)
    assert [(one["id"], one["published"], one["next_published"], one["others"]) for one in first["examples"]] == [
        ("fin-1", "2022-09-25", "2022-09-26", 1)
    ]
    assert (wire["reported_first"]["findings"], wire["reported_first"]["first"]) == (1, 0)
    assert wire["copies"] == [
        {"source": {"id": "src-coast-radio", "name": "Coast Radio", "kind": "outlet"}, "articles": 1}
    ]
    assert coast["copies"] == [] == wire["copied_by"]
    assert coast["copied_by"][0]["source"]["id"] == "src-northern-wire"
    assert [(one["source"]["id"], one["claims"]) for one in coast["cites"]] == [("src-1", 1)]
    (with_wire,) = coast["agreement"]
    assert (with_wire["source"]["id"], with_wire["corroborates"], with_wire["contradicts"]) == (
        "src-northern-wire",
        1,
        1,
    )
    assert coast["sampled"] is False


def test_a_chain_of_citation_is_what_an_outlet_cites(client: TestClient) -> None:
    (cited,) = client.get("/v1/sources/src-hill-courier").json()["cites"]
    assert (cited["source"]["id"], cited["claims"]) == ("src-northern-wire", 1)


@pytest.mark.parametrize("unknown", ["src-404", "org-1"])
def test_what_is_no_source_is_not_found(client: TestClient, unknown: str) -> None:
    assert client.get(f"/v1/sources/{unknown}").status_code == 404


def compare(client: TestClient, **query: Any) -> dict[str, Any]:
    response = client.get("/v1/compare", params=query)
    assert response.status_code == 200, response.text
    return response.json()


def test_without_an_incident_those_of_both_are_listed(told: TestClient) -> None:
    found = compare(told, one="Coast Radio", other="Northern Wire")
    assert [(row["id"], row["one"], row["other"], row["contradictions"]) for row in found["incidents"]] == [
        ("inc-1", 2, 1, 1)
    ]
    mirrored = compare(told, one="src-northern-wire", other="src-coast-radio")["incidents"]
    assert [(row["one"], row["other"]) for row in mirrored] == [(1, 2)]
    assert compare(told, one="Coast Radio", other="Hill Courier")["incidents"] == []


def test_two_outlets_on_one_incident(told: TestClient, news: neo4j.Driver) -> None:
    news.execute_query("MATCH (c:Claim {id: 'clm-6'}) MATCH (i:Incident {id: 'inc-1'}) CREATE (c)-[:ABOUT]->(i)")
    found = compare(told, one="Coast Radio", other="Northern Wire", incident="inc-1")
    ids = {part: [row["id"] for row in found[part]] for part in ("only_one", "only_other")}
    (both,) = found["both"]
    assert both["finding"]["id"] == "fin-1"
    assert ([row["id"] for row in both["one"]], [row["id"] for row in both["other"]]) == (["clm-1"], ["clm-7"])
    (opposed,) = found["contradictions"]
    assert (opposed["one"]["id"], opposed["other"]["id"], opposed["basis"]) == ("clm-3", "clm-7", "count")
    assert ids == {"only_one": [], "only_other": ["clm-6"]}
    assert found["incident"]["id"] == "inc-1"


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ({"one": "Coast Radio", "other": "A paper that nobody knows"}, "nobody"),
        ({"one": "Coast Radio", "other": "OVD-Info"}, "OVD-Info"),
        ({"one": "Coast Radio", "other": "Hill Courier", "incident": "plc-1"}, "plc-1"),
    ],
)
def test_an_unknown_outlet_or_incident_is_named(client: TestClient, query: dict[str, str], complaint: str) -> None:
    response = client.get("/v1/compare", params=query)
    assert response.status_code == 404
    assert complaint in response.json()["detail"]
