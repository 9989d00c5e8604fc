"""Paths: every link exists and rests on claims, the shortest come first, and the search says when it gave up."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import neo4j
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from app.paths import Search, Step

Graph = dict[str, dict[str, int]]

NODES = [f"n{number}" for number in range(8)]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """A small weighted graph."""
    pairs = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda pair: pair[0] < pair[1])
    links: Graph = {node: {} for node in NODES}
    for one, other in draw(st.sets(pairs, max_size=14)):
        links[one][other] = links[other][one] = draw(st.integers(1, 3))
    return links


def every_path(links: Graph, hops: int) -> list[list[str]]:
    """All paths from the first to the last node without a node twice, by trying all."""
    found: list[list[str]] = []

    def walk(path: list[str]) -> None:
        if path[-1] == NODES[-1]:
            found.append(path)
        elif len(path) <= hops:
            for other in links[path[-1]]:
                if other not in path:
                    walk([*path, other])

    walk([NODES[0]])
    return found


@given(links=graphs(), hops=st.integers(1, 6), limit=st.integers(1, 20))
def test_the_search_finds_the_shortest_paths_and_no_others(links: Graph, hops: int, limit: int) -> None:
    def expand(ids: Sequence[str]) -> list[Step]:
        return [
            Step.model_validate(
                {"id": id_, "beside": [{"id": to, "weight": by} for to, by in links[id_].items()], "cut": False}
            )
            for id_ in ids
        ]

    search = Search(NODES[0], NODES[-1], expand, lambda: False)
    found = search.run(hops, limit)
    all_paths = every_path(links, hops)
    assert search.complete
    assert all(path in all_paths for path in found)
    assert len({tuple(path) for path in found}) == len(found) == min(limit, len(all_paths))
    assert [len(path) for path in found] == sorted(map(len, all_paths))[: len(found)]


def test_a_search_without_time_says_that_it_gave_up() -> None:
    search = Search("a", "b", lambda _: pytest.fail("no step may be taken"), lambda: True)
    assert search.run(6, 5) == []
    assert not search.complete


def ask(client: TestClient, **query: Any) -> dict[str, Any]:
    response = client.get("/v1/paths", params=query)
    assert response.status_code == 200, response.text
    return response.json()


LINK = """
MATCH (a {id: $start}) MATCH (b {id: $end}) MATCH (c:Claim {id: $claim})
RETURN EXISTS { (a)-[:SAID|REPORTED|ABOUT|ATTRIBUTED_VIA]-(c)-[:SAID|REPORTED|ABOUT|ATTRIBUTED_VIA]-(b) } AS exists
"""


@pytest.mark.parametrize(
    ("start", "end"),
    [("women", "OVD-Info"), ("Sergei Melikov", "Coast Radio"), ("plc-4", "Russia"), ("inc-1", "inc-2")],
)
def test_every_edge_exists_and_joins_neighbours_of_its_path(
    client: TestClient, news: neo4j.Driver, start: str, end: str
) -> None:
    found = ask(client, **{"from": start, "to": end, "hubs": True, "hops": 6})
    for path in found["paths"]:
        ids = [node["id"] for node in path["nodes"]]
        assert (ids[0], ids[-1]) == (found["from"]["id"], found["to"]["id"])
        pairs = {frozenset(pair) for pair in pairwise(ids)}
        assert {frozenset((edge["start"], edge["end"])) for edge in path["edges"]} == pairs
        for edge in path["edges"]:
            assert edge["claims"]
            for claim in edge["claims"]:
                (row,) = news.execute_query(LINK, {"start": edge["start"], "end": edge["end"], "claim": claim}).records
                assert row["exists"]


def test_the_kinds_of_links(client: TestClient) -> None:
    (path, *_) = ask(client, **{"from": "OVD-Info", "to": "Sergei Melikov"})["paths"]
    assert [(edge["start"], edge["end"], edge["type"], edge["claims"]) for edge in path["edges"]] == [
        ("org-1", "per-1", "said", ["clm-7"])
    ]
    (path, *_) = ask(client, **{"from": "women", "to": "Northern Wire"})["paths"]
    assert {(edge["start"], edge["end"], edge["type"]) for edge in path["edges"]} == {
        ("src-northern-wire", "grp-1", "passed on"),
        ("src-northern-wire", "grp-1", "said"),
    }


def test_countries_and_outlets_are_gone_around_unless_asked_for(client: TestClient) -> None:
    around = ask(client, **{"from": "plc-4", "to": "plc-3", "hops": 6})
    through = ask(client, **{"from": "plc-4", "to": "plc-3", "hops": 6, "hubs": True})
    assert (around["paths"], around["complete"]) == ([], True)
    assert "src-northern-wire" in {node["id"] for node in through["paths"][0]["nodes"]}


def test_what_is_cut_off_is_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.paths.EXAMINED", 1)
    assert ask(client, **{"from": "OVD-Info", "to": "women"})["complete"] is False


def test_when_time_is_over_nothing_is_searched(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from app import paths as module

    monkeypatch.setattr(module, "SECONDS", 0.0)
    monkeypatch.setattr(module.paths, "__defaults__", (0.0,))
    found = ask(client, **{"from": "OVD-Info", "to": "Sergei Melikov"})
    assert (found["paths"], found["complete"]) == ([], False)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"from": "OVD-Info", "to": "Atlantis"}, 404),
        ({"from": "OVD-Info"}, 422),
        ({"from": "OVD-Info", "to": "Russia", "hops": 7}, 422),
        ({"from": "OVD-Info", "to": "Russia", "limit": 21}, 422),
    ],
)
def test_what_cannot_be_answered(client: TestClient, query: dict[str, Any], status: int) -> None:
    assert client.get("/v1/paths", params=query).status_code == status


def test_from_one_to_itself_there_is_no_path(client: TestClient) -> None:
    assert ask(client, **{"from": "OVD-Info", "to": "org-1"})["paths"] == []
