"""Whole listings as files that other programs read."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import neo4j
import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from app.exports import writers
from app.exports.tables import Column
from app.routers.exports import EXPORTS

TELL = """
MATCH (claim:Claim {id: 'clm-1'}) SET claim.text = '=1+1 were "held", in\\nMakhachkala', claim.eventFrom = '2022-09-25'
WITH claim MATCH (p:Person {id: 'per-1'}) CREATE (claim)-[:ABOUT {role: 'target'}]->(p)
WITH claim MATCH (g:Group {id: 'grp-1'}) CREATE (claim)-[:ABOUT {role: 'actor'}]->(g)
WITH claim MATCH (i:Incident {id: 'inc-1'})
CREATE (dead:Claim {id: 'clm-dead', kind: 'death', stance: 'asserted', low: 2, high: 3, published: ''})-[:ABOUT]->(i)
WITH i MATCH (p:Place {id: 'plc-3'}) SET p.location = point({latitude: 42.98, longitude: 47.5}), p.country = 'RU'
"""


def exported(client: TestClient, name: str, **query: str) -> bytes:
    answer = client.get(f"/v1/exports/{name}", params=query)
    assert answer.status_code == 200, answer.text
    assert name in answer.headers["content-disposition"]
    return answer.content


def table(client: TestClient, name: str, **query: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported(client, name, **query).decode(), newline="")))


def test_reports_are_those_of_the_listing_in_its_order(client: TestClient) -> None:
    listed = client.get("/v1/reports", params={"about": "Russia"}).json()["rows"]
    rows = table(client, "reports.csv", about="Russia")
    assert [row["claim_id"] for row in rows] == [row["id"] for row in listed]
    assert (rows[0]["outlet"], rows[0]["speaker"], rows[0]["count_low"], rows[0]["count_high"]) == (
        "Coast Radio", "OVD-Info", "101", ""
    )  # fmt: skip
    assert [row["claim_id"] for row in table(client, "reports.csv", kind="blockade")] == ["clm-4"]


def test_no_cell_is_run_by_a_spreadsheet(client: TestClient, news: neo4j.Driver) -> None:
    news.execute_query(TELL)
    [row] = table(client, "reports.csv", about="inc-1", outlet="Coast Radio", kind="arrest")
    assert row["claim"] == '\'=1+1 were "held", in\nMakhachkala'


def test_parquet_has_the_same_rows_with_types(client: TestClient) -> None:
    found = pq.read_table(io.BytesIO(exported(client, "reports.parquet", about="Russia")))
    same = table(client, "reports.csv", about="Russia")
    assert found.column("claim_id").to_pylist() == [row["claim_id"] for row in same]
    assert found.column("count_low").to_pylist()[0] == 101
    assert found.column("count_high").to_pylist()[0] is None
    assert pq.read_table(io.BytesIO(exported(client, "reports.parquet", kind="none"))).num_rows == 0


def test_incidents_in_the_shape_of_event_datasets(client: TestClient, news: neo4j.Driver) -> None:
    news.execute_query(TELL)
    acled = {row["event_id_cnty"]: row for row in table(client, "incidents.acled.csv")}
    clash = acled["inc-1"]
    assert (clash["event_date"], clash["year"], clash["time_precision"]) == ("2022-09-25", "2022", "1")
    assert (clash["event_type"], clash["sub_event_type"]) == ("Riots", "Violent demonstration")
    assert (clash["actor1"], clash["actor2"], clash["fatalities"]) == ("women", "Sergei Melikov", "2")
    assert (clash["country"], clash["admin1"], clash["location"]) == ("Russia", "Dagestan", "Makhachkala")
    assert acled["inc-3"]["event_date"] == acled["inc-3"]["fatalities"] == ""  # unknown, and not nobody
    plover = {row["id"]: row for row in table(client, "incidents.plover.csv")}
    assert (plover["inc-2"]["event_type"], plover["inc-2"]["mode"]) == ("PROTEST", "obstruct")
    own = {row["incident_id"]: row for row in table(client, "incidents.csv")}
    assert (own["inc-1"]["death_low"], own["inc-1"]["death_high"], own["inc-1"]["claims"]) == ("2", "3", "4")


def test_linked_data_names_speaker_article_and_sentence(client: TestClient) -> None:
    found = json.loads(exported(client, "reports.jsonld", about="Russia"))
    claim = next(one for one in found["@graph"] if one["@id"] == "urn:protest-graph:clm-1")
    assert (claim["@type"], claim["author"]["name"], claim["author"]["@type"]) == ("Claim", "OVD-Info", "Organization")
    assert claim["appearance"]["publisher"]["name"] == "Coast Radio"
    assert claim["temporalCoverage"] == "2022-09-25"
    assert claim["citation"]["text"].startswith("More than 100")
    assert None not in claim.values()


def test_a_map_of_incidents(client: TestClient, news: neo4j.Driver) -> None:
    news.execute_query(TELL)
    found = json.loads(exported(client, "incidents.geojson"))
    points = {one["id"]: one["geometry"] for one in found["features"]}
    assert points["inc-1"] == {"type": "Point", "coordinates": [47.5, 42.98]}
    assert points["inc-3"] is None
    assert {one["properties"]["place_precision"] for one in found["features"]} == {"town"}


def test_a_graph_has_no_edge_to_nowhere(client: TestClient) -> None:
    space = "{http://graphml.graphdrawing.org/xmlns}"
    graph = ET.fromstring(exported(client, "graph.graphml"))
    nodes = {node.get("id") for node in graph.iter(f"{space}node")}
    edges = [(edge.get("source"), edge.get("target")) for edge in graph.iter(f"{space}edge")]
    assert {"clm-1", "org-1", "inc-1", "plc-3"} <= nodes
    assert ("org-1", "clm-1") in edges
    assert {end for edge in edges for end in edge} <= nodes


def test_entities_for_follow_the_money(client: TestClient) -> None:
    lines = [json.loads(line) for line in exported(client, "entities.ftm.json").splitlines()]
    entities = {one["id"]: one for one in lines}
    assert entities["per-1"] == {
        "id": "per-1", "schema": "Person", "properties": {"name": ["Sergei Melikov"], "position": ["governor"]}
    }  # fmt: skip
    assert entities["inc-1"]["schema"] == "Event"
    assert entities["plc-3"]["schema"] == "Address"


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_of_nothing_is_a_whole_file(client: TestClient, name: str, news: neo4j.Driver) -> None:
    news.execute_query("MATCH (n) WHERE NOT n:Migration DETACH DELETE n")
    content = exported(client, name)
    if name.endswith("csv"):
        assert len(content.splitlines()) == 1
    elif name.endswith("parquet"):
        assert pq.read_table(io.BytesIO(content)).num_rows == 0
    elif name.endswith("graphml"):
        ET.fromstring(content)
    elif not name.endswith("ftm.json"):
        json.loads(content)


@pytest.mark.parametrize("name", ["reports.xls", "secrets.csv", "..%2Fstats"])
def test_an_unknown_file_is_refused(client: TestClient, name: str) -> None:
    assert client.get(f"/v1/exports/{name}").status_code in {404, 422}


def column(type_: type[str] | type[int]) -> tuple[Column[Any], ...]:
    return (Column("value", type_, lambda value: value),)


@given(st.lists(st.text()))
def test_csv_reads_back_what_was_written(texts: list[str]) -> None:
    lines = b"".join(writers.csv_lines(texts, column(str))).decode()
    read = [row["value"] for row in csv.DictReader(io.StringIO(lines, newline=""))]
    assert [text.removeprefix("'") for text in read] == [text.removeprefix("'") for text in texts]


@given(st.lists(st.binary(max_size=100)), st.integers(1, 200))
def test_pieces_are_sent_together_and_in_order(pieces: list[bytes], least: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writers, "PIECE_BYTES", least)
        sent = list(writers.gathered(pieces))
    assert b"".join(sent) == b"".join(pieces)
    assert all(least <= len(piece) < least + 100 for piece in sent[:-1])


def test_a_file_of_many_rows_is_sent_as_it_is_made() -> None:
    made: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(10_000):
            made.append(number)
            yield number

    chunks = writers.parquet(numbers(), column(int))
    next(chunks)
    assert len(made) <= 2 * writers.ROWS_A_CHUNK
    assert sum(1 for _ in chunks) >= 9
    assert len(made) == 10_000
