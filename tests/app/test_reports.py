"""Who reported what: names in any spelling, what belongs to an answer, order and pages."""

from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.reports import ReportPage


def ask(client: TestClient, about: str, **parameters: Any) -> dict[str, Any]:
    response = client.get("/v1/reports", params={"about": about, **parameters})
    assert response.status_code == 200, response.text
    return response.json()


def claims(page: dict[str, Any]) -> list[str]:
    return [row["id"] for row in page["rows"]]


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        pytest.param("Makhachkala", {"clm-1", "clm-3", "clm-7"}, id="town, also through its incidents"),
        pytest.param("Dagestan", {f"clm-{n}" for n in (1, 2, 3, 4, 5, 7)}, id="region with its towns"),
        pytest.param("Russia", {f"clm-{n}" for n in range(1, 9)}, id="country"),
        pytest.param("Sergei Melikov", {"clm-2", "clm-7"}, id="said by and about a person"),
        pytest.param("OVD-Info", {"clm-1", "clm-6", "clm-7"}, id="organisation that speaks"),
        pytest.param("Hill Courier", {"clm-4", "clm-5"}, id="outlet"),
        pytest.param("Northern Wire", {"clm-5", "clm-6", "clm-7"}, id="outlet, also where it was cited"),
        pytest.param("videos shared online", {"clm-3"}, id="channel"),
        pytest.param("women", {"clm-5", "clm-8"}, id="group"),
        pytest.param("inc-2", {"clm-4"}, id="incident by id"),
        pytest.param("plc-4", {"clm-4", "clm-5"}, id="place by id"),
        pytest.param("Iraq", set[str](), id="known, but nothing reported"),
    ],
)
def test_what_belongs_to_an_answer(client: TestClient, about: str, expected: set[str]) -> None:
    page = ask(client, about)
    assert set(claims(page)) == expected
    assert len(claims(page)) == len(expected)
    assert page["about"]["matches"]


@pytest.mark.parametrize(
    ("spelling", "known"),
    [
        ("Махачкала", "plc-3"), ("МАХАЧКАЛА", "plc-3"), ("makhachkala", "plc-3"), ("  Makhachkala. ", "plc-3"),
        ("Mahachkala", "plc-3"), ("Machatschkala", "plc-3"), ("Makhachkla", "plc-3"), ("Daghestan", "plc-2"),
        ("Melikov", "per-1"), ("Меликов", "per-1"), ("Sergey Melikov", "per-1"), ("melikow", "per-1"),
        ("OVD Info", "org-1"), ("ovd-info", "org-1"), ("ОВД-Инфо", "org-1"), ('C++ (Union) "A/B"', "org-2"),
        ("Эндирей", "plc-4"), ("russian federation", "plc-1"), ("woman", "grp-1"),
    ],
)  # fmt: skip
def test_a_name_is_understood_in_any_spelling(client: TestClient, spelling: str, known: str) -> None:
    matches = ask(client, spelling)["about"]["matches"]
    assert known in [match["id"] for match in matches]


def test_everything_with_exactly_the_name_matches(client: TestClient) -> None:
    matches = ask(client, "Endirey")["about"]["matches"]
    assert {match["id"] for match in matches} == {"plc-4", "org-3"}


def test_a_match_says_why(client: TestClient) -> None:
    [match] = ask(client, "Машачкала")["about"]["matches"]
    assert match["id"] == "plc-3"
    assert match["matched"] in {"Makhachkala", "Махачкала"}
    assert 0.5 < match["score"] < 1


@pytest.mark.parametrize("name", ["Iran", "Moscow", "AND", "OR NOT", "name:*", "~", "a/b:c^2", "\\", "*:*", "[a TO z]"])
def test_other_names_are_not_taken_for_a_known_one(client: TestClient, name: str) -> None:
    response = client.get("/v1/reports", params={"about": name})
    if response.status_code == 422:  # nothing but punctuation
        assert not any(character.isalnum() for character in name)
        return
    assert response.status_code == 200, response.text
    assert response.json()["about"]["matches"] == []
    assert response.json()["rows"] == []


def test_an_unknown_name_gives_suggestions(client: TestClient) -> None:
    about = ask(client, "Makhachkalinsk")["about"]
    assert about["matches"] == []
    assert {"id": "plc-3", "name": "Makhachkala", "kind": "place"} in about["suggestions"]


def test_a_row_tells_who_reported_what_with_its_proof(client: TestClient) -> None:
    row = next(row for row in ask(client, "Makhachkala")["rows"] if row["id"] == "clm-1")
    assert row == {
        "id": "clm-1",
        "outlet": "Coast Radio",
        "article": {
            "id": "art-1",
            "title": "Arrests on the coast",
            "url": "https://coast-radio.example/1",
            "published": "2022-09-26",
        },
        "speaker": {"id": "org-1", "name": "OVD-Info", "kind": "organisation"},
        "via": [],
        "verb": "said",
        "stance": "asserted",
        "kind": "arrest",
        "quote_type": "indirect",
        "claim": "More than 100 people were held in Makhachkala",
        "count": {"low": 101, "high": None, "qualifier": "more than", "unit": "people", "words": "More than 100"},
        "sentence": {"text": "More than 100 people were held in Makhachkala, OVD-Info said.", "start": 0, "end": 61},
        "span": {"start": 0, "end": 45},
        "event_date": {"from": "2022-09-25", "to": "2022-09-25", "precision": "day", "words": None},
        "actors": [],
        "targets": [],
        "tactics": [],
        "slogans": [],
        "causes": [],
        "place": {"id": "plc-3", "name": "Makhachkala"},
        "incident": "inc-1",
    }


def test_a_page_is_what_its_models_would_write(client: TestClient) -> None:
    for asked in ({}, {"about": "Russia"}, {"about": "OVD-Info", "limit": 1}, {"about": "Nowhere at all"}):
        page = client.get("/v1/reports", params=asked).json()
        assert ReportPage.model_validate(page).model_dump(mode="json", by_alias=True) == page


def test_what_is_unknown_is_null_and_chains_are_named(client: TestClient) -> None:
    rows = {row["id"]: row for row in ask(client, "women")["rows"]}
    assert rows["clm-5"]["via"] == ["Northern Wire"]
    assert rows["clm-5"]["place"] == {"id": "plc-4", "name": "Endirey"}
    assert (rows["clm-8"]["outlet"], rows["clm-8"]["article"]["published"], rows["clm-8"]["count"]) == (
        None,
        None,
        None,
    )


def test_newest_first_undated_last_then_text_order(client: TestClient) -> None:
    assert claims(ask(client, "Russia")) == [f"clm-{n}" for n in (1, 2, 3, 6, 7, 4, 5, 8)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=15)
@given(sizes=st.lists(st.integers(1, 4), min_size=8, max_size=8))
def test_pages_hold_every_row_once_whatever_their_sizes(client: TestClient, sizes: list[int]) -> None:
    seen: list[str] = []
    cursor: dict[str, str] = {}
    for size in sizes:
        page = ask(client, "Russia", limit=size, **cursor)
        seen += claims(page)
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert seen == claims(ask(client, "Russia"))


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [
        ({"about": ""}, "about"),
        ({"about": "  "}, "letters"),
        ({"about": "?!…"}, "letters"),
        ({"about": "x" * 201}, "200"),
        ({"about": "x", "limit": "-5"}, "limit"),
        ({"about": "x", "limit": "0"}, "limit"),
        ({"about": "x", "limit": "201"}, "limit"),
        ({"about": "x", "limit": "many"}, "limit"),
        ({"about": "x", "cursor": "bm90IGpzb24"}, "cursor"),
        ({"about": "x", "cursor": "!"}, "cursor"),
        ({"about": "x", "cursor": "é"}, "cursor"),
        ({"about": "x", "cursor": "e30"}, "cursor"),
        ({"about": "x", "abuot": "y"}, "abuot"),
    ],
)
def test_bad_parameters_are_named(client: TestClient, parameters: dict[str, Any], complaint: str) -> None:
    response = client.get("/v1/reports", params=parameters)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == 422
    assert complaint in problem["detail"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(about=st.text(max_size=60))
@example(about="\ud800")
def test_no_text_breaks_the_search(client: TestClient, about: str) -> None:
    response = client.get("/v1/reports?about=" + quote(about.encode("utf-8", "surrogatepass")))
    assert response.status_code in {200, 422}, response.text
