"""Filters narrow every listing in the same way; the two ways to find claims agree."""

from typing import Any

import neo4j
import pytest
from fastapi.testclient import TestClient

from app import reports as module

LOCATE = """
UNWIND [['plc-3', 42.98, 47.50], ['plc-4', 43.16, 46.66], ['plc-5', 62.03, 129.73]] AS row
MATCH (p:Place {id: row[0]}) SET p.location = point({latitude: row[1], longitude: row[2]})
"""


def claims(client: TestClient, **query: Any) -> list[str]:
    answer = client.get("/v1/reports", params=query)
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["rows"]]


@pytest.fixture(params=[0.0, 1e9], ids=["walked", "expanded"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How claims are found: by walking back from the newest, or from the nodes asked about."""
    monkeypatch.setattr(module, "WALK", request.param)


@pytest.mark.usefixtures("way")
def test_what_a_place_says_or_passes_on_belongs_to_all_it_lies_in(client: TestClient, news: neo4j.Driver) -> None:
    before = set(claims(client, about="Dagestan"))
    news.execute_query(
        "MATCH (town:Place {id: 'plc-3'}), (one:Claim {id: 'clm-8'}), (other:Claim {id: 'clm-6'}) "
        "CREATE (town)-[:SAID]->(one), (other)-[:ATTRIBUTED_VIA {depth: 1}]->(town)"
    )
    news.execute_query("MERGE (v:GraphVersion {id: 'graph'}) SET v.number = coalesce(v.number, 0) + 1")
    client.post("/v1/articles", json={"raw": "text"})
    assert set(claims(client, about="Dagestan")) == before | {"clm-6", "clm-8"}


@pytest.mark.usefixtures("way")
def test_pages_hold_every_report_once_also_of_articles_that_were_dated_anew(
    client: TestClient, news: neo4j.Driver
) -> None:
    news.execute_query("MATCH (a:Article {id: 'art-1'}) SET a.publishedAt = '2031-01-01'")
    whole = claims(client)
    seen: list[str] = []
    cursor: str | None = None
    while len(seen) <= len(whole):
        page = client.get("/v1/reports", params={"limit": 1, **({"cursor": cursor} if cursor else {})}).json()
        seen += [row["id"] for row in page["rows"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == whole


@pytest.mark.usefixtures("way")
def test_who_is_told_of_twice_in_one_role_is_one_of_its_actors(client: TestClient, news: neo4j.Driver) -> None:
    news.execute_query(
        "MATCH (c:Claim {id: 'clm-4'}), (w:Group {id: 'grp-1'}) "
        "CREATE (c)-[:ABOUT {role: 'actor', reference: 'ref-1'}]->(w), "
        "(c)-[:ABOUT {role: 'actor', reference: 'ref-2'}]->(w)"
    )
    rows = client.get("/v1/reports").json()["rows"]
    assert [one["id"] for row in rows if row["id"] == "clm-4" for one in row["actors"]] == ["grp-1"]


@pytest.mark.usefixtures("way")
def test_each_filter_narrows(client: TestClient, news: neo4j.Driver) -> None:
    news.execute_query(LOCATE)
    everywhere = claims(client, about="Russia")
    assert everywhere == ["clm-1", "clm-2", "clm-3", "clm-6", "clm-7", "clm-4", "clm-5", "clm-8"]
    for query, found in (
        ({"outlet": "Coast Radio"}, ["clm-1", "clm-2", "clm-3"]),
        ({"speaker": "OVD-Info"}, ["clm-1", "clm-6", "clm-7"]),
        ({"place": "Makhachkala"}, ["clm-1", "clm-3", "clm-7"]),
        ({"kind": "arrest"}, ["clm-1", "clm-6", "clm-7"]),
        ({"stance": "denied"}, []),
        ({"type": "obstruct"}, ["clm-4"]),
        ({"near": "43,47.4", "radius_km": 20}, ["clm-1", "clm-3", "clm-7"]),
        ({"bbox": "46,42,47,44"}, ["clm-4"]),
        ({"event_from": "2022-09-25", "event_to": "2022-09-25"}, ["clm-1"]),
        ({"event_from": "2022-09-26"}, []),
        ({"published_from": "2022-09-26"}, ["clm-1", "clm-2", "clm-3", "clm-6", "clm-7"]),
        ({"published_to": "2022-09-25"}, ["clm-4", "clm-5"]),
        ({"known_at": "2022-09-25"}, ["clm-4", "clm-5"]),
        ({"least_origins": 1}, []),
        ({"outlet": "Coast Radio", "kind": "clash"}, ["clm-3"]),
        ({"outlet": "A paper that nobody knows"}, []),
    ):
        assert claims(client, about="Russia", **query) == found, query


@pytest.mark.usefixtures("way")
def test_pages_of_a_filtered_listing_follow_one_another(client: TestClient) -> None:
    seen: list[str] = []
    query: dict[str, str] | None = {}
    while query is not None:
        page = client.get("/v1/reports", params={"about": "Russia", "speaker": "OVD-Info", "limit": 1, **query}).json()
        seen += [row["id"] for row in page["rows"]]
        query = {"cursor": page["next"]} if page["next"] else None
    assert seen == ["clm-1", "clm-6", "clm-7"]


def test_without_a_name_everything_is_listed(client: TestClient) -> None:
    assert len(claims(client)) == 8
    assert claims(client, kind="blockade") == ["clm-4"]


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ({"near": "91,0"}, "near"),
        ({"near": "1"}, "near"),
        ({"near": "north"}, "near"),
        ({"bbox": "1,2,3"}, "bbox"),
        ({"bbox": "1,5,3,4"}, "bbox"),
        ({"radius_km": "0"}, "radius_km"),
        ({"event_from": "2022-10-02", "event_to": "2022-10-01"}, "event_from"),
        ({"published_from": "2022-10-02", "published_to": "2022-10-01"}, "published_from"),
        ({"stance": "sure"}, "stance"),
        ({"unknown": "1"}, "unknown"),
    ],
)
def test_a_filter_that_cannot_be_is_named(client: TestClient, query: dict[str, str], where: str) -> None:
    answer = client.get("/v1/reports", params=query)
    assert answer.status_code == 422
    assert where in answer.json()["detail"]
