"""Entities by name and by id."""

from fastapi.testclient import TestClient


def test_search_gives_the_best_match_first(client: TestClient) -> None:
    rows = client.get("/v1/entities", params={"q": "Дагестан"}).json()["rows"]
    assert (rows[0]["id"], rows[0]["kind"], rows[0]["score"]) == ("plc-2", "place", 1.0)


def test_search_may_find_nothing(client: TestClient) -> None:
    assert client.get("/v1/entities", params={"q": "Atlantis"}).json() == {"rows": []}


def test_a_place_names_what_it_lies_in_nearest_first(client: TestClient) -> None:
    place = client.get("/v1/entities/plc-3").json()
    assert place["part_of"] == [{"id": "plc-2", "name": "Dagestan"}, {"id": "plc-1", "name": "Russia"}]
    assert place["claims_about"] == 1


def test_a_person_and_a_source_tell_what_the_graph_holds(client: TestClient) -> None:
    person = client.get("/v1/entities/per-1").json()
    assert (person["roles"], person["claims_said"], person["claims_about"]) == (["governor"], 1, 1)
    assert client.get("/v1/entities/src-coast-radio").json()["claims_reported"] == 3


def test_an_unknown_id_is_not_found(client: TestClient) -> None:
    response = client.get("/v1/entities/plc-404")
    assert response.status_code == 404
    assert "plc-404" in response.json()["detail"]


def test_search_can_be_limited_to_a_kind(client: TestClient) -> None:
    def found(**query: str) -> list[str]:
        return [row["id"] for row in client.get("/v1/entities", params={"q": "Endirey", **query}).json()["rows"]]

    assert set(found()) == {"plc-4", "org-3"}
    assert found(kind="organisation") == ["org-3"]
    assert found(kind="person") == []
    assert client.get("/v1/entities", params={"q": "Endirey", "kind": "planet"}).status_code == 422
