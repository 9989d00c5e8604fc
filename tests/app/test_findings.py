"""Findings: who corroborates what, how many origins that has, and what was known when."""

from typing import Any, LiteralString

import neo4j
import pytest
from fastapi.testclient import TestClient

# Two outlets give the figure of one monitor, a third counts itself; the monitor's other figure contradicts.
FINDINGS: LiteralString = """
MATCH (c1:Claim {id: 'clm-1'}), (c7:Claim {id: 'clm-7'}), (c3:Claim {id: 'clm-3'}), (c5:Claim {id: 'clm-5'}),
      (i1:Incident {id: 'inc-1'}), (i2:Incident {id: 'inc-2'})
CREATE (f:Finding {id: 'fin-1', text: c1.text, kind: 'arrest', outlets: [], origins: [], independentOrigins: 1,
                   why: 'one count'})-[:ABOUT]->(i1),
       (f)-[:SUPPORTED_BY {origin: 'org-1', by: 'OVD-Info', measured: true}]->(c1),
       (f)-[:SUPPORTED_BY {origin: 'org-1', by: 'OVD-Info', measured: true}]->(c7),
       (g:Finding {id: 'fin-2', text: c5.text, kind: 'demand', outlets: [], origins: [], independentOrigins: 2,
                   why: 'like words'})-[:ABOUT]->(i2),
       (g)-[:SUPPORTED_BY {origin: 'grp-1', by: 'women', measured: false}]->(c5),
       (g)-[:SUPPORTED_BY {origin: 'src-1', by: 'videos shared online', measured: false}]->(c3),
       (c3)-[:CONTRADICTS {basis: 'polarity', score: 1.0, why: 'one denies it'}]->(c7)
"""


@pytest.fixture
def known(client: TestClient, news: neo4j.Driver) -> TestClient:
    news.execute_query(FINDINGS)
    return client


def rows(client: TestClient, **parameters: Any) -> list[dict[str, Any]]:
    response = client.get("/v1/findings", params=parameters)
    assert response.status_code == 200, response.text
    return response.json()["rows"]


def test_one_origin_however_many_outlets(known: TestClient) -> None:
    (finding,) = rows(known, about="Makhachkala")
    assert finding["outlets"] == ["Northern Wire", "Coast Radio"] or finding["outlets"] == [
        "Coast Radio",
        "Northern Wire",
    ]
    assert (finding["independent_origins"], finding["origins"]) == (1, ["OVD-Info"])
    assert finding["count"] == {"low": 101, "high": None}
    assert finding["contradicted"] == 1


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, ["fin-2", "fin-1"]),
        ({"about": "Dagestan"}, ["fin-2", "fin-1"]),
        ({"about": "OVD-Info"}, ["fin-1"]),
        ({"about": "inc-2"}, ["fin-2"]),
        ({"about": "Atlantis"}, []),
        ({"kind": "arrest"}, ["fin-1"]),
        ({"least_origins": 2}, ["fin-2"]),
    ],
)
def test_filters(known: TestClient, parameters: dict[str, Any], expected: list[str]) -> None:
    assert [row["id"] for row in rows(known, **parameters)] == expected


def test_what_waits_to_be_found_anew_takes_no_place_of_another(known: TestClient, news: neo4j.Driver) -> None:
    news.execute_query("CREATE (:Finding {id: 'fin-0', kind: 'arrest', text: '', outlets: [], independentOrigins: 9})")
    page = known.get("/v1/findings", params={"limit": 1}).json()
    assert [row["id"] for row in page["rows"]] == ["fin-2"]
    assert page["next"]


def test_pages_hold_every_finding_once(known: TestClient) -> None:
    first = known.get("/v1/findings", params={"limit": 1}).json()
    second = known.get("/v1/findings", params={"limit": 1, "cursor": first["next"]}).json()
    assert [row["id"] for page in (first, second) for row in page["rows"]] == ["fin-2", "fin-1"]
    assert second["next"] is None


def test_a_day_before_anything_was_published_knows_less(known: TestClient) -> None:
    (early,) = rows(known, known_at="2022-09-25")
    assert (early["id"], early["independent_origins"], early["outlets"]) == ("fin-2", 1, ["Hill Courier"])
    assert rows(known, known_at="2022-09-24") == []
    assert rows(known, known_at="2022-09-01", clock="ingest") == []
    assert len(rows(known, known_at="2023-01-01", clock="ingest")) == 2


def test_reports_can_be_asked_as_of_a_day(known: TestClient) -> None:
    def claims(**parameters: Any) -> list[str]:
        found = known.get("/v1/reports", params={"about": "Russia", **parameters}).json()
        return [row["id"] for row in found["rows"]]

    assert claims(known_at="2022-09-25") == ["clm-4", "clm-5"]
    assert set(claims(known_at="2022-09-26")) < set(claims())  # an article without a date was not known to be published
    assert claims(known_at="2022-09-25", clock="ingest") == claims()


def test_who_gives_another_figure_is_no_origin_of_this_one(known: TestClient, news: neo4j.Driver) -> None:
    news.execute_query("MATCH (:Finding {id: 'fin-2'})-[s:SUPPORTED_BY]->(:Claim {id: 'clm-3'}) SET s.agrees = false")
    finding = known.get("/v1/findings/fin-2").json()["finding"]
    assert (finding["independent_origins"], finding["origins"]) == (1, ["women"])
    assert [(one["claim"], one["agrees"]) for one in finding["support"]] == [("clm-5", True), ("clm-3", False)]


def test_one_finding_shows_support_figures_and_what_contradicts_it(known: TestClient) -> None:
    found = known.get("/v1/findings/fin-1").json()
    assert [row["id"] for row in found["supporting"]] == ["clm-1", "clm-7"]
    assert [row["id"] for row in found["contradicting"]] == ["clm-3"]
    assert [(one["claim"], one["against"], one["basis"]) for one in found["contradictions"]] == [
        ("clm-7", "clm-3", "polarity")
    ]
    assert found["profile"]["lowest"]["low"] == 101
    assert found["profile"]["latest"] == {"claim": "clm-7", "low": 110, "high": 110}


@pytest.mark.parametrize("unknown", ["fin-404", "inc-1", "%20"])
def test_an_unknown_finding_is_not_found(known: TestClient, unknown: str) -> None:
    assert known.get(f"/v1/findings/{unknown}").status_code == 404


@pytest.mark.parametrize("bad", [{"known_at": "yesterday"}, {"clock": "moon"}, {"least_origins": -1}, {"cursor": "x"}])
def test_bad_input_is_named(known: TestClient, bad: dict[str, Any]) -> None:
    response = known.get("/v1/findings", params=bad)
    assert response.status_code == 422
    assert next(iter(bad)) in response.text


def test_an_id_of_before_a_merge_leads_to_what_it_became(known: TestClient, news: neo4j.Driver) -> None:
    news.execute_query(
        "MATCH (p:Person {id: 'per-1'}) CREATE (:Reference {id: 'ref-old', name: 'Melikov'})-[:STANDS_FOR]->(p)"
    )
    redirect = known.get("/v1/entities/per-old", follow_redirects=False)
    assert (redirect.status_code, redirect.headers["location"]) == (308, "/v1/entities/per-1")
    assert known.get("/v1/entities/per-old").json()["name"] == "Sergei Melikov"
    assert known.get("/v1/reports", params={"about": "per-old"}).json()["about"]["matches"][0]["id"] == "per-1"
