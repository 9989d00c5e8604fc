"""The client against the real service over the sample articles: what it asks, what comes back, what goes wrong."""

import csv
import socket
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import neo4j
import pytest
import uvicorn
from hypothesis import given, settings
from hypothesis import strategies as st

from app.access import KeyAccess
from app.decisions import SameOrNot
from app.graph import Graph
from app.limits import Limiter
from app.main import Admission, create_app
from app.paging import MAX_LIMIT
from app.reports import ReportPage, ReportRow, reports_about
from app.submissions import Submission, SubmittedMetadata
from graph_schema.api_keys import ApiKeys
from graph_schema.settings import GraphSettings
from ingest.sources.folder import read_path
from ingest.sources.raw import RawDocument
from protest_graph import Client, ClientError, Refused, Unreachable, to_df
from protest_graph.reading import accepting

SEEDS = Path(__file__).parents[2] / "seeds"
UNLIMITED = 1_000_000
Ask = Callable[[Client], Any]


REFUSED: list[tuple[Ask, int, str]] = [
    (lambda client: client.finding("fin-none"), 404, "no finding has the id 'fin-none'"),
    (lambda client: client.entity("../stats"), 404, ""),
    (lambda client: client.entity("a?b=c#d/e"), 404, ""),
    (lambda client: next(client.reports("Makhachkala", colour="red")), 422, "colour"),
    (lambda client: next(client.reports("Makhachkala", limit=0)), 422, "limit"),
    (lambda client: client.submit("no format looks like this"), 422, "Document refused"),
    (lambda client: client.compare("Open Docket", "No such outlet"), 404, "No such outlet"),
    (lambda client: client.undo("dec-none"), 404, "dec-none"),
    (lambda client: client.cypher("RETURN $n", n=1), 404, "PROTEST_GRAPH_CYPHER"),
]


class Counting(httpx.HTTPTransport):
    """The network, with a count of what goes over it."""

    def __init__(self) -> None:
        super().__init__()
        self.requests = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests += 1
        return super().handle_request(request)


@pytest.fixture(scope="module")
def keys(seeded: neo4j.Driver, neo4j_settings: GraphSettings) -> ApiKeys:
    return ApiKeys(seeded, neo4j_settings.database, b"a pepper of these tests, long enough")


@pytest.fixture(scope="module")
def key(keys: ApiKeys) -> str:
    return keys.create("desk", ["read", "submit", "curate", "cypher"])[1]


@pytest.fixture(scope="module")
def address(seeded: neo4j.Driver, neo4j_settings: GraphSettings, keys: ApiKeys) -> Iterator[str]:
    """The service over the sample articles."""
    graph = Graph(seeded, neo4j_settings.database)
    admission = Admission(KeyAccess(keys), Limiter(UNLIMITED))
    service = create_app(seeded, accept=accepting(graph), admission=admission, database=graph.database)
    server = uvicorn.Server(uvicorn.Config(service, log_level="warning"))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def client(address: str, key: str) -> Iterator[Client]:
    with Client(address, key) as client:
        yield client


@settings(max_examples=10, deadline=None)
@given(size=st.integers(1, 60))
def test_pages_of_any_size_give_every_row_once(
    size: int, client: Client, seeded: neo4j.Driver, neo4j_settings: GraphSettings
) -> None:
    whole = reports_about(Graph(seeded, neo4j_settings.database), "Makhachkala", MAX_LIMIT)
    assert whole.next is None
    plain = [ReportRow.model_validate(row.model_dump(by_alias=True)) for row in whole.rows]
    assert list(client.reports("Makhachkala", limit=size)) == plain


def test_the_rows_of_the_samples_have_the_shape_that_is_described(address: str, key: str) -> None:
    headers = {"Authorization": f"Bearer {key}"}
    page = httpx.get(f"{address}/v1/reports?limit={MAX_LIMIT}", headers=headers, timeout=30).json()
    assert len(page["rows"]) > 100
    assert ReportPage.model_validate(page).model_dump(mode="json", by_alias=True) == page


def test_a_page_is_asked_for_when_it_is_read(address: str, key: str) -> None:
    network = Counting()
    with Client(address, key, transport=network) as client:
        rows = client.reports("Makhachkala", limit=2)
        assert network.requests == 0
        next(rows)
        next(rows)
        assert network.requests == 1
        next(rows)
        assert network.requests == 2


def test_filters_are_those_of_the_api(client: Client) -> None:
    rows = list(client.reports("Dagestan", outlet="The Ferryman", published_to=date(2022, 9, 27), kind="arrest"))
    assert rows
    assert {row.outlet for row in rows} == {"The Ferryman"}
    assert {row.kind for row in rows} == {"arrest"}
    assert all(row.article.published and row.article.published <= "2022-09-27" for row in rows)
    assert list(client.reports("Nobody of that name")) == []


def test_findings_and_incidents_lead_to_their_claims(client: Client) -> None:
    finding = next(client.findings("Makhachkala"))
    told = client.finding(finding.id)
    assert [row.id for row in told.supporting] == [one.claim for one in finding.support]
    before = client.finding(finding.id, known_at=finding.first_published)
    assert 0 < len(before.supporting) <= len(told.supporting)
    incident = next(client.incidents("Makhachkala"))
    reported = client.incident(incident.id)
    assert sum(len(one.claims) for one in reported.reports) == incident.claims


def test_names_lead_to_entities(client: Client) -> None:
    [match] = client.entities("Меликов", kind="person")
    entity = client.entity(match.id)
    assert entity.name == match.name
    assert entity.claims_said > 0
    assert list(client.history(entity.id)) == []
    beside = client.neighbourhood(entity.id, limit=3)
    assert beside.centre.id == entity.id
    assert beside.edges
    linked = client.paths("OVD-Info", entity.id, limit=1)
    assert linked.end.id == entity.id
    assert linked.paths[0].nodes[-1].id == entity.id


def test_a_timeline_counts_every_report(client: Client) -> None:
    told = client.timeline("Dagestan", by="week")
    counted = sum(period.claims for period in told.rows) + told.undated.claims
    assert counted == sum(1 for _ in client.reports("Dagestan"))


def test_articles_sources_and_comparison(client: Client) -> None:
    article = next(client.articles("Endirey", limit=1))
    text = client.article(article.id).revisions[0].text
    assert text
    assert "Endirey" in text
    sources = {source.name: source for source in client.sources()}
    assert client.source(sources["North Shore Wire"].id).copied_by[0].source.name == "Tidewater Tribune"
    shared = client.compare("Open Docket", "The Ferryman").incidents
    assert client.compare("Open Docket", "The Ferryman", shared[0].id).contradictions
    assert client.stats().texts["done"] == sum(1 for _ in client.articles())


def test_what_is_decided_and_submitted_is_on_record(client: Client) -> None:
    review = next(client.reviews())
    sides = {"one": review.one.reference, "other": review.other.reference}
    made = client.decide(SameOrNot(kind="reject", reason="two of them", **sides)).decision
    assert (made.actor, made.kind) == ("desk", "reject")
    assert next(client.decisions()).id == made.id
    assert client.undo(made.id).decision.retracted_by == "desk"

    raw = "Two bridges were closed on Sunday.\n\nSource: Example Wire\n"
    metadata = SubmittedMetadata(title="Bridges closed", published=date(2022, 9, 25))
    first, again = client.submit(raw, metadata), client.submit(raw, metadata)
    assert first == again
    assert first.status == "accepted"
    assert client.article(first.article).title == "Bridges closed"


@pytest.mark.parametrize(("ask", "status", "words"), REFUSED)
def test_what_is_refused_is_told_in_the_words_of_the_service(client: Client, ask: Ask, status: int, words: str) -> None:
    with pytest.raises(Refused) as refused:
        ask(client)
    assert refused.value.problem.status == status
    assert words in str(refused.value)
    assert f"HTTP {status}" in str(refused.value)


def test_address_and_key_come_from_the_environment(
    address: str, key: str, keys: ApiKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROTEST_GRAPH_URL", address)
    monkeypatch.setenv("PROTEST_GRAPH_KEY", key)
    with Client() as client:
        assert client.stats().nodes
    with Client(key=keys.create("passer-by", ["public"])[1]) as client:
        assert next(client.reports("Makhachkala"))
        with pytest.raises(Refused) as refused:
            next(client.decisions())
        assert refused.value.problem.status == 403
    monkeypatch.delenv("PROTEST_GRAPH_KEY")
    with Client() as client, pytest.raises(Refused) as refused:
        client.stats()
    assert refused.value.problem.title == "Key needed"


def test_where_no_service_is_the_address_is_told() -> None:
    with Client("http://127.0.0.1:9") as client, pytest.raises(Unreachable, match=r"127\.0\.0\.1:9"):
        client.stats()


@pytest.mark.parametrize("address", ["localhost:8000", "http://", "http://[::1", "ftp://files.example", "здесь"])
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(ClientError, match="is no address of a service") as told:
        Client(address)
    assert address in str(told.value)


def test_what_is_no_service_of_ours_is_told() -> None:
    with (
        Client(transport=httpx.MockTransport(lambda _: httpx.Response(502, text="<h1>Bad gateway</h1>"))) as client,
        pytest.raises(Refused, match="Bad Gateway: <h1>Bad gateway</h1>"),
    ):
        client.stats()
    with (
        Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, json={"rows": 1}))) as client,
        pytest.raises(ClientError, match="another version"),
    ):
        next(client.reports())


def test_a_busy_service_is_asked_again_when_it_says_so() -> None:
    problem = {"type": "urn:x", "title": "Too many requests", "status": 429, "detail": "wait"}
    answers = [
        httpx.Response(429, headers={"Retry-After": "0"}, json=problem),
        httpx.Response(503, headers={"Retry-After": "0"}, json={**problem, "status": 503}),
        httpx.Response(200, json={"about": None, "rows": [], "next": None}),
    ]
    with Client(transport=httpx.MockTransport(lambda _: answers.pop(0))) as client:
        assert list(client.reports()) == []
    assert answers == []
    for headers in ({"Retry-After": "3600"}, {}):
        busy = httpx.Response(429, headers=headers, json=problem)
        with (
            Client(transport=httpx.MockTransport(lambda _, busy=busy: busy)) as client,
            pytest.raises(Refused, match="Too many requests: wait"),
        ):
            client.stats()


def test_documents_sent_together_are_followed_until_all_are_read(client: Client) -> None:
    [known] = [document for document in read_path(SEEDS) if isinstance(document, RawDocument)][:1]
    told = {name: getattr(known.metadata, name) for name in SubmittedMetadata.model_fields}
    read = Submission(raw=known.raw.decode(), metadata=SubmittedMetadata(**told))
    sent = client.submit_all([Submission(raw="no format looks like this"), read])
    assert [(one.index, bool(one.reason)) for one in sent.refused] == [(0, True)]
    assert sent.job is not None
    [state] = client.follow(sent.job.id)
    assert [document.status for document in state.documents] == ["done"]
    with pytest.raises(Refused, match="job-none"):
        next(client.follow("job-none"))


def test_a_listing_is_saved_whole_or_not_at_all(client: Client, tmp_path: Path) -> None:
    file = tmp_path / "reports.csv"
    client.export("reports.csv", file, about="Makhachkala")
    with file.open(encoding="utf-8", newline="") as lines:
        assert len(list(csv.DictReader(lines))) == sum(1 for _ in client.reports("Makhachkala"))
    with pytest.raises(Refused):
        client.export("reports.docx", tmp_path / "reports.docx")

    def broken() -> Iterator[bytes]:
        yield b"id,outlet\n"
        raise httpx.ReadError("connection lost")

    with (
        Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, content=broken()))) as cut,
        pytest.raises(Unreachable, match="connection lost"),
    ):
        cut.export("reports.csv", tmp_path / "cut.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["reports.csv"]


def test_rows_become_a_table(client: Client) -> None:
    rows = list(client.reports("Makhachkala"))
    table = to_df(rows)
    assert len(table) == len(rows)
    assert {"outlet", "article.title", "speaker.name", "count.low", "event_date.from", "claim"} <= set(table.columns)
    assert list(table["article.published"]) == [row.article.published for row in rows]
    assert to_df([]).empty
