"""Errors become problem documents, each kind with its status."""

from collections.abc import Iterator

import neo4j
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app import problems
from app.access import OpenAccess
from app.errors import BadCursor, NotFound, SubmissionRefused
from app.main import Admission, create_app
from app.submissions import Accepted, SubmittedMetadata
from graph_schema.errors import EmbeddedError, GraphUnavailable


def never(raw: bytes, metadata: SubmittedMetadata) -> Accepted:
    raise AssertionError(f"nothing should be submitted here: {raw!r} {metadata}")


@pytest.fixture
def stopped() -> Iterator[TestClient]:
    """The service over a database that does not run: nothing listens on the discard port."""
    with neo4j.GraphDatabase.driver("bolt://127.0.0.1:9", auth=("neo4j", "unused")) as driver:
        yield TestClient(
            create_app(driver, accept=never, admission=Admission(OpenAccess())), raise_server_exceptions=False
        )


@pytest.mark.parametrize(
    "path",
    ["/v1/reports?about=x", "/v1/entities?q=x", "/v1/entities/x", "/v1/incidents", "/v1/articles/x", "/readyz"],
)
def test_a_stopped_database_is_a_503_that_says_when_to_ask_again(stopped: TestClient, path: str) -> None:
    response = stopped.get(path)
    assert response.status_code == 503
    assert int(response.headers["retry-after"]) > 0
    assert response.json()["title"] == "Database unavailable"
    assert "127.0.0.1" not in response.text


def test_the_process_is_alive_without_a_database(stopped: TestClient) -> None:
    assert stopped.get("/healthz").json() == {"alive": True}


def test_the_service_is_ready_with_one(client: TestClient) -> None:
    assert client.get("/readyz").json() == {"answers": True}


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound("article", "art-1"), 404),
        (BadCursor(), 422),
        (SubmissionRefused("why"), 422),
        (GraphUnavailable("why"), 503),
        (EmbeddedError("why"), 503),
        (KeyError("secret"), 500),
    ],
)
def test_each_kind_of_error_has_its_status(error: Exception, status: int) -> None:
    app = FastAPI()
    problems.install(app)

    @app.get("/")
    def fail() -> None:
        raise error

    response = TestClient(app, raise_server_exceptions=False).get("/")
    assert response.status_code == response.json()["status"] == status
    assert response.headers["content-type"] == "application/problem+json"
    assert "secret" not in response.text


def test_a_failure_of_ours_says_what_a_page_may_load_too(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("secret")

    monkeypatch.setattr("app.routers.reports.reports_json", fail)
    headers = TestClient(client.app, raise_server_exceptions=False).get("/v1/reports").headers
    assert "script-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/v1/nothing", 404), ("DELETE", "/v1/reports", 405)])
def test_the_framework_errors_have_the_same_shape(client: TestClient, method: str, path: str, status: int) -> None:
    response = client.request(method, path)
    assert response.status_code == response.json()["status"] == status


def test_the_api_description_documents_problems(client: TestClient) -> None:
    responses = client.get("/openapi.json").json()["paths"]["/v1/reports"]["get"]["responses"]
    assert set(responses) == {"200", "400", "401", "403", "422", "429", "503"}
    assert "application/problem+json" in responses["422"]["content"]
