"""Incidents: filters, pages, and one with its claims."""

from typing import Any

import neo4j
import pytest
from fastapi.testclient import TestClient


def incidents(client: TestClient, **parameters: Any) -> list[str]:
    response = client.get("/v1/incidents", params=parameters)
    assert response.status_code == 200, response.text
    return [row["id"] for row in response.json()["rows"]]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, ["inc-1", "inc-2", "inc-3"]),
        ({"about": "Dagestan"}, ["inc-1", "inc-2"]),
        ({"about": "OVD-Info"}, ["inc-1"]),
        ({"about": "Hill Courier"}, ["inc-2"]),
        ({"about": "inc-3"}, ["inc-3"]),
        ({"about": "Atlantis"}, []),
        ({"type": "demo"}, ["inc-3"]),
        ({"about": "Russia", "type": "clash"}, ["inc-1"]),
    ],
)
def test_filters(client: TestClient, parameters: dict[str, str], expected: list[str]) -> None:
    assert incidents(client, **parameters) == expected


def test_pages_hold_every_incident_once(client: TestClient) -> None:
    seen: list[str] = []
    parameters: dict[str, Any] = {"limit": 1}
    while True:
        page = client.get("/v1/incidents", params=parameters).json()
        seen += [row["id"] for row in page["rows"]]
        if page["next"] is None:
            break
        parameters["cursor"] = page["next"]
    assert seen == ["inc-1", "inc-2", "inc-3"]


def test_a_cursor_of_another_listing_is_refused(client: TestClient) -> None:
    cursor = client.get("/v1/reports", params={"about": "Russia", "limit": 1}).json()["next"]
    response = client.get("/v1/incidents", params={"cursor": cursor})
    assert response.status_code == 422
    assert "cursor" in response.json()["detail"]


def test_one_incident_has_its_claims_outlet_by_outlet(client: TestClient) -> None:
    found = client.get("/v1/incidents/inc-1").json()
    assert found["incident"]["place"] == {"id": "plc-3", "name": "Makhachkala"}
    assert found["incident"]["claims"] == 3
    grouped = {report["outlet"]: [claim["id"] for claim in report["claims"]] for report in found["reports"]}
    assert grouped == {"Coast Radio": ["clm-1", "clm-3"], "Northern Wire": ["clm-7"]}


@pytest.mark.parametrize("unknown", ["inc-404", "plc-3"])
def test_an_unknown_id_is_not_found(client: TestClient, unknown: str) -> None:
    assert client.get(f"/v1/incidents/{unknown}").status_code == 404


LOCATE = """
UNWIND [['plc-3', 42.98, 47.5], ['plc-1', 61.52, 105.32]] AS row
MATCH (p:Place {id: row[0]}) SET p.location = point({latitude: row[1], longitude: row[2]}), p.country = 'RU'
WITH count(*) AS located
MATCH (i:Incident {id: 'inc-3'})-[at:OCCURRED_AT]->() MATCH (russia:Place {id: 'plc-1'})
SET i.placePrecision = 'country' CREATE (i)-[:OCCURRED_AT]->(russia) DELETE at
"""


def test_a_map_shows_how_precisely_a_place_is_known(client: TestClient, news: neo4j.Driver) -> None:
    news.execute_query(LOCATE)
    collection = client.get("/v1/incidents.geojson").json()
    assert collection["type"] == "FeatureCollection"
    features = {feature["id"]: feature for feature in collection["features"]}
    town, unlocated, country = features["inc-1"], features["inc-2"], features["inc-3"]
    assert town["geometry"] == {"type": "Point", "coordinates": [47.5, 42.98]}
    assert (town["properties"]["precision"], town["properties"]["radius_km"]) == ("town", 10)
    assert unlocated["geometry"] is None
    assert 2000 < country["properties"]["radius_km"] < 2500  # a circle of Russia's area
    row = client.get("/v1/incidents/inc-1").json()["incident"]
    assert row["location"] == {"latitude": 42.98, "longitude": 47.5, "radius_km": 10}


def test_a_map_has_the_filters_and_pages_of_the_list(client: TestClient) -> None:
    def ids(**query: Any) -> list[str]:
        return [feature["id"] for feature in client.get("/v1/incidents.geojson", params=query).json()["features"]]

    assert ids(about="Dagestan") == incidents(client, about="Dagestan")
    page = client.get("/v1/incidents.geojson", params={"limit": 2}).json()
    assert ids(limit=2, cursor=page["next"]) == ["inc-3"]
    assert client.get("/v1/incidents.geojson", params={"limit": 5001}).status_code == 422
