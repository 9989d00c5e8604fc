"""What stands beside a node: capped, and its weights are what the claims add up to."""

from collections import Counter
from typing import Any

import neo4j
import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.neighbourhood import EDGE_TYPES
from tests.app.conftest import CLAIMS, NODES

IDS = [node["id"] for label in NODES if label != "Article" for node in NODES[label]]
OUTLETS = {"art-1": "src-coast-radio", "art-2": "src-hill-courier", "art-3": "src-northern-wire"}


def beside(client: TestClient, id_: str, **query: Any) -> dict[str, Any]:
    response = client.get(f"/v1/entities/{id_}/neighbourhood", params=query)
    assert response.status_code == 200, response.text
    return response.json()


def weights(found: dict[str, Any], type_: str) -> dict[tuple[str, str], int]:
    return {(edge["start"], edge["end"]): edge["weight"] for edge in found["edges"] if edge["type"] == type_}


def expected(type_: str) -> Counter[tuple[str, str]]:
    """The edges of the whole graph, counted from the claims it was written from."""
    pairs: Counter[tuple[str, str]] = Counter()
    for article, speaker, _, subjects, *_ in CLAIMS:
        outlet = OUTLETS.get(article)
        if type_ == "said":
            pairs.update((speaker, subject) for subject in subjects if subject != speaker)
        elif type_ == "reported" and outlet:
            pairs.update((outlet, subject) for subject in subjects)
        elif type_ == "quoted" and outlet and outlet != speaker:
            pairs[outlet, speaker] += 1
        elif type_ == "about":
            pairs.update(
                (one, other)
                for one in subjects
                for other in subjects
                if other.startswith("inc") > one.startswith("inc")
                or (one < other and other.startswith("inc") == one.startswith("inc"))
            )
    return pairs


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(id_=st.sampled_from(IDS), limit=st.integers(1, 50))
def test_weights_are_the_claims_and_what_is_left_out_is_counted(client: TestClient, id_: str, limit: int) -> None:
    found = beside(client, id_, limit=limit)
    assert found["sampled"] == []
    assert {node["id"] for node in found["nodes"]} == {
        end for edge in found["edges"] for end in (edge["start"], edge["end"])
    } - {id_}
    for type_ in ("said", "reported", "quoted", "about"):
        own = {pair: weight for pair, weight in expected(type_).items() if id_ in pair}
        shown = weights(found, type_)
        assert shown.items() <= own.items()
        assert len(shown) == min(limit, len(own))
        assert found["more"].get(type_, 0) == len(own) - len(shown)
        left = sorted(own.values(), reverse=True)[: len(shown)]
        assert sorted(shown.values(), reverse=True) == left  # the heaviest are shown


def test_places_incidents_and_types(client: TestClient) -> None:
    town = beside(client, "plc-3")
    assert weights(town, "located in") == {("inc-1", "plc-3"): 3}
    assert weights(town, "part of") == {("plc-3", "plc-2"): 1}
    only = beside(client, "plc-3", types=["part of", "said"])
    assert {edge["type"] for edge in only["edges"]} == {"part of", "said"}
    assert weights(beside(client, "per-1"), "same incident") == {("per-1", "plc-3"): 1}


def test_copies_and_contradictions(client: TestClient, news: neo4j.Driver) -> None:
    news.execute_query("MATCH (a:Article {id: 'art-1'}) MATCH (b:Article {id: 'art-3'}) CREATE (b)-[:COPY_OF]->(a)")
    news.execute_query("MATCH (a:Claim {id: 'clm-1'}) MATCH (b:Claim {id: 'clm-7'}) CREATE (a)-[:CONTRADICTS]->(b)")
    for end in ("src-coast-radio", "src-northern-wire"):  # the same edge from both ends
        found = beside(client, end)
        assert weights(found, "copied") == {("src-northern-wire", "src-coast-radio"): 1}
        assert weights(found, "contradicts") == {("src-coast-radio", "src-northern-wire"): 1}
    assert weights(beside(client, "org-1"), "contradicts") == {}  # nobody contradicts themselves


def test_a_hub_is_sampled_and_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.neighbourhood.EXAMINED", 1)
    found = beside(client, "org-1")
    assert "said" in found["sampled"]
    assert all(weight == 1 for weight in weights(found, "said").values())


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("per-404/neighbourhood", 404),
        ("per-1/neighbourhood?types=married", 422),
        ("per-1/neighbourhood?limit=51", 422),
        ("per-1/neighbourhood?depth=2", 422),
    ],
)
def test_what_cannot_be_answered(client: TestClient, path: str, status: int) -> None:
    assert client.get(f"/v1/entities/{path}").status_code == status


def test_every_type_says_what_its_weight_counts(client: TestClient) -> None:
    described = client.get("/openapi.json").json()["components"]["schemas"]["Edge"]["properties"]["weight"]
    assert all(type_ in described["description"] for type_ in EDGE_TYPES)
