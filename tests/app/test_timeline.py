"""The timeline counts the reports that were asked for, each once."""

from typing import Any

import neo4j
import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def ask(client: TestClient, **query: Any) -> dict[str, Any]:
    response = client.get("/v1/timeline", params=query)
    assert response.status_code == 200, response.text
    return response.json()


def test_a_period_counts_incidents_claims_outlets_and_types(client: TestClient) -> None:
    found = ask(client, about="Russia", by="week")
    assert found["rows"] == [
        {
            "from": "2022-09-19",
            "to": "2022-09-25",
            "incidents": 2,
            "claims": 4,
            "outlets": 3,
            "types": {"clash": 1, "obstruct": 1},
        }
    ]
    assert found["undated"] == {"incidents": 1, "claims": 4}


@pytest.mark.parametrize(
    ("by", "first", "last"),
    [("day", "2022-09-25", "2022-09-25"), ("week", "2022-09-19", "2022-09-25"), ("month", "2022-09-01", "2022-09-30")],
)
def test_periods_begin_and_end_on_whole_days(client: TestClient, by: str, first: str, last: str) -> None:
    (row,) = ask(client, by=by)["rows"]
    assert (row["from"], row["to"]) == (first, last)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(
    query=st.fixed_dictionaries(
        {},
        optional={
            "about": st.sampled_from(["Russia", "Dagestan", "OVD-Info", "women", "Coast Radio", "inc-1", "Atlantis"]),
            "kind": st.sampled_from(["arrest", "clash", "demand"]),
            "outlet": st.sampled_from(["Coast Radio", "Northern Wire"]),
            "speaker": st.just("OVD-Info"),
            "type": st.sampled_from(["clash", "demo"]),
            "published_from": st.just("2022-09-26"),
        },
    ),
    by=st.sampled_from(["day", "week", "month"]),
)
def test_all_claims_together_are_the_reports_with_the_same_filters(
    client: TestClient, query: dict[str, Any], by: str
) -> None:
    reports = client.get("/v1/reports", params=query).json()["rows"]
    found = ask(client, by=by, **query)
    counted = found["undated"]["claims"] + sum(row["claims"] for row in found["rows"])
    assert counted == len(reports)
    incidents = {row["incident"] for row in reports} - {None}
    assert found["undated"]["incidents"] + sum(row["incidents"] for row in found["rows"]) == len(incidents)


def test_pages_go_back_in_time_and_hold_every_period_once(client: TestClient, news: neo4j.Driver) -> None:
    news.execute_query("MATCH (i:Incident {id: 'inc-2'}) SET i.startDate = '2022-09-21'")
    news.execute_query("MATCH (i:Incident {id: 'inc-3'}) SET i.startDate = '2022-10-02'")
    seen: list[str] = []
    query: dict[str, Any] = {"limit": 1}
    while True:
        page = ask(client, **query)
        seen += [row["from"] for row in page["rows"]]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert seen == ["2022-10-02", "2022-09-25", "2022-09-21"]


@pytest.mark.parametrize("query", [{"by": "year"}, {"limit": 0}, {"cursor": "x"}, {"step": "day"}])
def test_bad_parameters_are_refused(client: TestClient, query: dict[str, Any]) -> None:
    assert client.get("/v1/timeline", params=query).status_code == 422
