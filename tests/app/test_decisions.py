"""Decisions over the service: made, refused, listed, taken back, and what still waits for one."""

from typing import Any

import neo4j
import pytest
from fastapi.testclient import TestClient
from pydantic import TypeAdapter

from app.access import KeyAccess
from app.decisions import EXAMPLES, NewDecision
from app.limits import Limiter
from app.main import Admission, create_app
from graph_schema.api_keys import ApiKeys
from graph_schema.settings import GraphSettings
from tests.app.conftest import UNLIMITED, accept_all_but_malformed
from tests.app.people import TWO_PEOPLE

MERGE = {"kind": "merge", "one": "per-a1", "other": "per-a2", "reason": "the court used both names"}


@pytest.fixture
def curated(client: TestClient, news: neo4j.Driver) -> TestClient:
    news.execute_query(TWO_PEOPLE)
    return client


def decide(client: TestClient, **body: Any) -> dict[str, Any]:
    response = client.post("/v1/decisions", json=body)
    assert response.status_code == 201, response.text
    decision = response.json()["decision"]
    assert response.headers["location"] == f"/v1/decisions/{decision['id']}"
    return decision


def listed(client: TestClient, **query: Any) -> list[str]:
    return [row["id"] for row in client.get("/v1/decisions", params=query).json()["rows"]]


def test_a_decision_is_recorded_listed_and_taken_back(curated: TestClient) -> None:
    made = decide(curated, **MERGE)
    assert (made["kind"], made["actor"], made["reason"]) == ("merge", "local", MERGE["reason"])
    assert [one["id"] for one in made["concerns"]] == ["per-a1", "per-a2"]
    assert listed(curated) == listed(curated, about="per-a2") == [made["id"]]
    assert listed(curated, about="Makhachkala") == []
    assert curated.get(f"/v1/decisions/{made['id']}").json() == made

    undone = curated.post(f"/v1/decisions/{made['id']}/undo")
    assert undone.status_code == 200
    assert undone.json()["decision"]["retracted_by"] == "local"
    again = curated.post(f"/v1/decisions/{made['id']}/undo")
    assert again.status_code == 409
    assert made["id"] in again.json()["detail"]


def test_without_a_join_the_answer_says_that_it_is_pending(curated: TestClient) -> None:
    assert curated.post("/v1/decisions", json=MERGE).json()["joined"] is False


def test_a_join_is_run_for_each_decision_and_its_word_is_passed_on(
    news: neo4j.Driver, neo4j_settings: GraphSettings
) -> None:
    news.execute_query(TWO_PEOPLE)
    keys = ApiKeys(news, neo4j_settings.database, b"p" * 32)
    admission = Admission(KeyAccess(keys), Limiter(UNLIMITED, UNLIMITED))
    joins: list[int] = []

    def join() -> bool:
        joins.append(1)
        return True

    app = create_app(
        news, accept=accept_all_but_malformed, admission=admission, join=join, database=neo4j_settings.database
    )
    curator = {"Authorization": f"Bearer {keys.create('Ann', ['curate', 'read'])[1]}"}
    reader = {"Authorization": f"Bearer {keys.create('Ben', ['read'])[1]}"}
    public = {"Authorization": f"Bearer {keys.create('Cleo', ['public'])[1]}"}
    with TestClient(app) as client:
        assert client.post("/v1/decisions", json=MERGE, headers=reader).status_code == 403
        made = client.post("/v1/decisions", json=MERGE, headers=curator).json()
        assert (made["joined"], made["decision"]["actor"]) == (True, "Ann")
        assert client.post(f"/v1/decisions/{made['decision']['id']}/undo", headers=curator).json()["joined"] is True
        assert client.get("/v1/decisions", headers=reader).status_code == 200
        for path in ("/v1/decisions", "/v1/reviews", "/v1/entities/per-a1/history"):
            assert client.get(path, headers=public).status_code == 403
    assert len(joins) == 2


@pytest.mark.parametrize(
    ("body", "status", "complaint"),
    [
        ({**MERGE, "other": "per-404"}, 409, "per-404"),
        ({**MERGE, "other": "per-a1"}, 409, "one reference"),
        ({**MERGE, "reason": " "}, 409, "reason"),
        ({**MERGE, "reason": ""}, 422, "reason"),
        ({**MERGE, "one": "per-a1\x1f"}, 422, "one"),
        ({**MERGE, "kind": "marry"}, 422, "kind"),
        ({**MERGE, "references": ["ref-a1"]}, 422, "references"),
        ({"kind": "split", "one": "per-a1", "references": [], "reason": "r"}, 422, "references"),
        ({"kind": "split", "one": "per-a1", "references": ["ref-a2"], "reason": "r"}, 409, "ref-a2"),
        ({"kind": "relink", "article": "art-2", "one": "per-a1", "other": "per-a2", "reason": "r"}, 409, "art-2"),
        ({}, 422, "kind"),
    ],
)
def test_what_cannot_be_decided_is_refused_with_the_reason(
    curated: TestClient, body: dict[str, Any], status: int, complaint: str
) -> None:
    response = curated.post("/v1/decisions", json=body)
    assert response.status_code == status, response.text
    assert complaint in response.json()["detail"]
    assert listed(curated) == []


def test_a_decision_against_one_that_stands_names_it(curated: TestClient) -> None:
    made = decide(curated, **MERGE)
    refused = curated.post("/v1/decisions", json={**MERGE, "kind": "reject"})
    assert refused.status_code == 409
    assert made["id"] in refused.json()["detail"]


def test_an_unknown_decision_is_not_found(curated: TestClient) -> None:
    assert curated.post("/v1/decisions/dec-404/undo").status_code == 404
    assert curated.get("/v1/decisions/dec-404").status_code == 404


def test_pages_are_newest_first_and_hold_every_decision_once(curated: TestClient) -> None:
    made: list[str] = []
    for _ in range(3):
        made.append(decide(curated, **MERGE)["id"])
        curated.post(f"/v1/decisions/{made[-1]}/undo")
    seen: list[str] = []
    query: dict[str, Any] = {"limit": 2}
    while True:
        page = curated.get("/v1/decisions", params=query).json()
        seen += [row["id"] for row in page["rows"]]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert seen == made[::-1]


def test_the_history_of_an_entity_is_what_was_decided_on_it(curated: TestClient) -> None:
    made = decide(curated, **MERGE)
    history = curated.get("/v1/entities/per-a2/history").json()
    assert history["about"] == {"id": "per-a2", "name": "R. Magomedov", "kind": "person"}
    assert [row["id"] for row in history["rows"]] == [made["id"]]
    assert curated.get("/v1/entities/inc-1/history").json()["rows"] == []
    assert curated.get("/v1/entities/per-404/history").status_code == 404


def test_an_entity_lists_the_references_that_a_split_takes_apart(curated: TestClient) -> None:
    (reference,) = curated.get("/v1/entities/per-a1").json()["references"]
    assert (reference["id"], reference["articles"], reference["example"]["id"]) == ("ref-a1", 1, "art-1")


def test_a_review_shows_both_sides_with_their_sentences(curated: TestClient) -> None:
    page = curated.get("/v1/reviews").json()
    (review,) = page["rows"]
    assert (review["score"], review["why"], page["next"]) == (0.6, "one surname", None)
    assert review["one"]["entity"] == {"id": "per-a1", "name": "Ruslan Magomedov", "kind": "person"}
    (use,) = review["one"]["uses"]
    assert (use["article"]["id"], use["outlet"], use["sentence"]["text"][:8]) == ("art-1", "Coast Radio", "Governor")
    assert (review["other"]["reference"], review["other"]["articles"]) == ("ref-a2", 1)


def test_a_review_of_incidents_shows_the_sentences_that_tell_of_them(curated: TestClient, news: neo4j.Driver) -> None:
    told = """
        MATCH (i:Incident {id: 'inc-1'}) MATCH (j:Incident {id: 'inc-2'}) MATCH (a:Article {id: 'art-1'})
        CREATE (a)-[:CALLS]->(r:Reference {id: 'ref-b1', kind: 'incident', name: i.name})-[:STANDS_FOR]->(i),
               (q:Reference {id: 'ref-b2', kind: 'incident', name: j.name})-[:STANDS_FOR]->(j),
               (r)-[:SAME_AS {verdict: 'unsure', score: 0.7, why: 'one day'}]->(q)
        WITH i MATCH (:Claim)-[e:ABOUT]->(i) SET e.reference = 'ref-b1'
    """
    news.execute_query(told)
    first, second = curated.get("/v1/reviews").json()["rows"]
    assert (first["score"], second["score"]) == (0.7, 0.6)
    assert [use["article"]["id"] for use in first["one"]["uses"]] == ["art-1", "art-1", "art-3"]
    assert first["other"]["uses"] == []
    (only,) = curated.get("/v1/reviews", params={"kind": "incident"}).json()["rows"]
    assert only["why"] == "one day"
    (person,) = curated.get("/v1/reviews", params={"about": "per-a2"}).json()["rows"]
    assert person["why"] == "one surname"
    page = curated.get("/v1/reviews", params={"limit": 1}).json()
    (following,) = curated.get("/v1/reviews", params={"limit": 1, "cursor": page["next"]}).json()["rows"]
    assert [page["rows"][0]["why"], following["why"]] == ["one day", "one surname"]


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=list(EXAMPLES))
def test_the_examples_of_the_description_are_decisions(example: dict[str, Any]) -> None:
    TypeAdapter[Any](NewDecision).validate_python(example["value"])


@pytest.mark.parametrize(
    ("path", "method", "statuses"),
    [
        ("/v1/decisions", "post", {"409"}),
        ("/v1/decisions/{decision_id}/undo", "post", {"404", "409"}),
        ("/v1/entities/{entity_id}/neighbourhood", "get", {"404"}),
        ("/v1/entities/{entity_id}/history", "get", {"404"}),
        ("/v1/sources/{source_id}", "get", {"404"}),
        ("/v1/compare", "get", {"404"}),
        ("/v1/paths", "get", {"404"}),
    ],
)
def test_what_can_go_wrong_is_described(client: TestClient, path: str, method: str, statuses: set[str]) -> None:
    described = client.get("/openapi.json").json()["paths"][path][method]["responses"]
    assert statuses | {"401", "403", "422", "429", "503"} <= set(described)
