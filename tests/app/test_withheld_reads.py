"""What is withheld from the public is in no graph, path, mention or count that they get."""

import neo4j
import pytest
from fastapi.testclient import TestClient

from graph_schema.api_keys import ApiKeys
from tests.app.test_access import HELD, HOLD, app, asked, bearer, keys

__all__ = ["app", "asked", "keys"]  # fixtures


@pytest.fixture
def held(news: neo4j.Driver) -> None:
    news.execute_query(HOLD, name=HELD)


@pytest.mark.usefixtures("held")
def test_a_withheld_person_is_no_neighbour_and_no_link_of_a_path(asked: TestClient, keys: ApiKeys) -> None:
    public, reader = bearer(keys, "public"), bearer(keys, "read")

    def beside(headers: dict[str, str]) -> set[str]:
        found = asked.get("/v1/entities/plc-3/neighbourhood", headers=headers).json()
        return {node["id"] for node in found["nodes"]}

    assert beside(reader) - beside(public) == {"per-held"}
    path = "/v1/paths?from=plc-3&to=OVD-Info&limit=20"
    through = [
        {node["id"] for one in asked.get(path, headers=headers).json()["paths"] for node in one["nodes"]}
        for headers in (reader, public)
    ]
    assert ("per-held" in through[0], "per-held" in through[1]) == (True, False)


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize(
    "path", ["/v1/entities/per-held/neighbourhood", "/v1/paths?from=per-held&to=OVD-Info", "/v1/entities/per-held"]
)
def test_who_asks_for_a_withheld_person_finds_nobody(asked: TestClient, keys: ApiKeys, path: str) -> None:
    assert asked.get(path, headers=bearer(keys, "public")).status_code == 404
    assert asked.get(path, headers=bearer(keys, "read")).status_code == 200


@pytest.mark.usefixtures("held")
def test_mentions_and_counts_leave_them_out(asked: TestClient, keys: ApiKeys) -> None:
    public, reader = bearer(keys, "public"), bearer(keys, "read")

    def mentions(headers: dict[str, str]) -> list[str]:
        (revision,) = asked.get("/v1/articles/art-1", headers=headers).json()["revisions"]
        return [mention["entity"]["id"] for mention in revision["mentions"]]

    def persons(headers: dict[str, str]) -> int:
        nodes = asked.get("/v1/stats", headers=headers).json()["nodes"]
        return next(one["count"] for one in nodes if one["label"] == "Person")

    assert (mentions(reader), mentions(public)) == (["per-held"], [])
    assert persons(reader) - persons(public) == 1
