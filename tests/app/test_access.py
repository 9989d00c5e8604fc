"""Who may ask what, with real keys in a real graph."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any, cast

import neo4j
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel

from app.access import KeyAccess, OpenAccess, allowed, is_loopback
from app.freshness import Freshness
from app.graph import Graph, GraphQuery, Memory, Row
from app.lanes import Lanes
from app.limits import Limiter
from app.main import Admission, create_app
from app.routes import GuardedRoute, router
from graph_schema.api_keys import SCOPES, ApiKeys, Scope, read_pepper
from graph_schema.errors import KeyRefused
from graph_schema.settings import GraphSettings
from tests.app.conftest import UNLIMITED, accept_all_but_malformed

PEPPER = b"p" * 32
HELD = "Ruslan Gadzhiev"

HOLD = """
MATCH (claim:Claim {id: 'clm-1'})-[:EVIDENCED_BY]->(sentence:Sentence)
MATCH (claim)-[:ABOUT]->(incident:Incident)
CREATE (p:Person {id: 'per-held', name: $name, aliases: [$name, 'Руслан Гаджиев'], roles: [], withheld: true})
CREATE (claim)-[:ABOUT {role: 'target'}]->(p)
CREATE (p)-[:SAID]->(claim)
CREATE (sentence)-[:HAS_MENTION]->(m:Mention {id: 'men-held', surface: 'Gadzhiev', kind: 'person', nominal: false,
                                              charStart: 0, charEnd: 8})-[:REFERS_TO]->(p)
SET claim.text = 'Gadzhiev was held', claim.slogans = ['Free ' + $name], incident.name = 'arrest of ' + $name
WITH sentence SET sentence.text = 'GADZHIEV and "' + $name + '"\\nGadzhiev’s brother were held in Makhachkala.'
WITH 1 AS one MATCH (a:Article {id: 'art-1'})-[:HAS_REVISION]->(r:Revision)
SET a.title = $name + ' held', r.text = 'Held:\\n' + $name + '.'
"""


@pytest.fixture
def keys(news: neo4j.Driver, neo4j_settings: GraphSettings) -> ApiKeys:
    return ApiKeys(news, neo4j_settings.database, PEPPER)


@pytest.fixture
def app(news: neo4j.Driver, neo4j_settings: GraphSettings, keys: ApiKeys) -> FastAPI:
    admission = Admission(KeyAccess(keys), Limiter(UNLIMITED, UNLIMITED))
    return create_app(news, accept=accept_all_but_malformed, admission=admission, database=neo4j_settings.database)


@pytest.fixture
def asked(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def bearer(keys: ApiKeys, *scopes: Scope) -> dict[str, str]:
    return {"Authorization": f"Bearer {keys.create('test desk', scopes)[1]}"}


def guarded(app: FastAPI) -> list[GuardedRoute]:
    """Every route that the service describes."""
    schema = app.openapi()["paths"]
    routes = [route for route in _walk(app.routes) if isinstance(route, GuardedRoute)]
    assert {path for route in routes for path in [route.path] if path in schema} == set(schema)
    return routes


def _walk(routes: object) -> Iterator[object]:
    for route in routes:  # pyright: ignore[reportGeneralTypeIssues]  # the framework does not type its table
        inner = getattr(route, "original_router", None)
        yield from _walk(inner.routes) if inner is not None else [route]


def test_no_route_answers_without_a_key_but_those_that_say_so(app: FastAPI, asked: TestClient) -> None:
    routes = guarded(app)
    open_paths = {route.path for route in routes if route.needs.scope is None}
    assert open_paths <= {"/healthz", "/readyz", "/", "/docs", "/assets/{name}"}
    for route in routes:
        for method in route.methods or ():
            answer = asked.request(method, route.path, json={})
            assert (answer.status_code == 401) == (route.path not in open_paths), f"{method} {route.path}"
    assert len(routes) > 10


def test_a_key_opens_what_its_scopes_say_and_no_more(app: FastAPI, asked: TestClient, keys: ApiKeys) -> None:
    for scope in SCOPES:
        headers = bearer(keys, scope)
        for route in guarded(app):
            if route.needs.scope is None:
                continue
            may = route.needs.scope in ({"public", "read"} if scope == "read" else {scope})
            for method in route.methods or ():
                answer = asked.request(method, route.path, headers=headers, json={})
                assert (answer.status_code != 403) == may, f"{scope}: {method} {route.path}"


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer pg_",
        "Bearer pg_1.2",
        "Basic dXNlcjpwYXNz",
        "Bearer pg_\udcff.x",
        "Bearer " + "x" * 5000,
    ],
)
def test_what_is_no_key_opens_nothing(asked: TestClient, authorization: str) -> None:
    headers = {"Authorization": authorization.encode("utf-8", "surrogateescape")}
    answer = asked.get("/v1/reports?about=Makhachkala", headers=headers)  # pyright: ignore[reportArgumentType]
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_key_in_the_address_opens_nothing(asked: TestClient, keys: ApiKeys) -> None:
    _, text = keys.create("test desk", ["read"])
    assert asked.get("/v1/incidents", params={"key": text}).status_code == 401


def test_a_key_with_another_secret_is_no_key(keys: ApiKeys) -> None:
    key, text = keys.create("test desk", ["read"])
    other, other_text = keys.create("other desk", ["admin"])
    assert keys.check(text) == key
    assert keys.check(f"pg_{other.id}.{text.partition('.')[2]}") is None
    assert keys.check(other_text) == other


def test_the_graph_does_not_hold_what_opens_it(news: neo4j.Driver, keys: ApiKeys) -> None:
    _, text = keys.create("test desk", ["read"])
    records, _, _ = news.execute_query("MATCH (k:ApiKey) RETURN properties(k) AS key")
    assert text.partition(".")[2] not in str([record["key"] for record in records])
    assert ApiKeys(news, "neo4j", b"q" * 32).check(text) is None  # nor without the secret of the installation


def test_a_key_that_was_taken_back_or_has_expired_opens_nothing(news: neo4j.Driver, keys: ApiKeys) -> None:
    key, text = keys.create("test desk", ["read"])
    keys.revoke(key.id)
    assert keys.check(text) is None
    late, late_text = keys.create("test desk", ["read"], days=1)
    past = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
    news.execute_query("MATCH (k:ApiKey {id: $id}) SET k.expiresAt = $past", id=late.id, past=past)
    assert keys.check(late_text) is None


def test_who_administers_sees_whose_keys_there_are_and_nothing_that_opens(
    app: FastAPI, asked: TestClient, keys: ApiKeys
) -> None:
    admin = bearer(keys, "admin")
    key, text = keys.create("Data desk", ["read", "curate"], days=7)
    first = asked.get("/v1/keys", headers=admin)
    row = next(row for row in first.json()["rows"] if row["id"] == key.id)
    assert row == {
        "id": key.id,
        "name": "Data desk",
        "scopes": ["read", "curate"],
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "revoked_at": None,
    }
    assert key.proof not in first.text
    assert text.partition(".")[2] not in first.text
    keys.revoke(key.id)
    app.state.freshness.forget()  # a version is taken for the current one for half a second
    again = asked.get("/v1/keys", headers={**admin, "If-None-Match": first.headers["etag"]})
    assert [row["id"] for row in again.json()["rows"] if row["revoked_at"]] == [key.id]
    for scopes in SCOPES:
        assert asked.get("/v1/keys", headers=bearer(keys, scopes)).status_code == (200 if scopes == "admin" else 403)


def test_keys_that_cannot_be_made_say_why(keys: ApiKeys) -> None:
    with pytest.raises(KeyRefused, match="everything"):
        keys.create("desk", ["everything"])  # pyright: ignore[reportArgumentType]
    with pytest.raises(KeyRefused, match="a name"):
        keys.create(" ", ["read"])
    with pytest.raises(KeyRefused, match="no key"):
        keys.revoke("none")


def test_the_secret_of_an_installation_is_made_once_and_for_its_owner(neo4j_settings: GraphSettings) -> None:
    first = read_pepper(neo4j_settings)
    assert read_pepper(neo4j_settings) == first
    assert len(first) >= 32
    assert (neo4j_settings.data_dir / "pepper").stat().st_mode & 0o077 == 0


def test_a_key_that_was_taken_back_opens_a_running_service_for_seconds_only(news: neo4j.Driver, keys: ApiKeys) -> None:
    now = [0.0]
    access = KeyAccess(keys, clock=lambda: now[0])
    key, text = keys.create("test desk", ["read"])
    viewer = access.viewer(f"Bearer {text}")
    keys.revoke(key.id)
    assert access.known(f"Bearer {text}") == viewer
    now[0] = 5.1
    assert access.known(f"Bearer {text}") is None


def test_whoever_asks_too_much_is_told_when_to_ask_again(
    news: neo4j.Driver, neo4j_settings: GraphSettings, keys: ApiKeys
) -> None:
    limiter = Limiter(units=3, refusals=2, clock=lambda: 30.0)  # half a minute in: how long to wait depends on it
    admission = Admission(KeyAccess(keys), limiter)
    app = create_app(news, accept=accept_all_but_malformed, admission=admission, database=neo4j_settings.database)
    client = TestClient(app)
    mine, other = bearer(keys, "read"), bearer(keys, "read")
    assert [client.get("/v1/incidents", headers=mine).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = client.get("/v1/incidents", headers=mine)
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert client.get("/v1/incidents", headers=other).status_code == 200
    tried = [client.get("/v1/incidents", headers={"Authorization": f"Bearer pg_a.{n}"}).status_code for n in range(4)]
    assert tried == [401, 401, 429, 429]
    assert (
        client.get("/v1/incidents", headers=bearer(keys, "read")).status_code == 200
    )  # who has a key is not locked out
    assert [client.get("/v1/incidents").status_code for _ in range(4)] == [401] * 4


def test_an_endpoint_that_does_not_say_who_may_call_it_does_not_start() -> None:
    things = router("/v1/things", "things")
    with pytest.raises(TypeError, match="does not say who"):

        @things.get("")
        def forgotten() -> None: ...

    @things.get("/marked")
    @allowed("read")
    def marked() -> None: ...

    assert [route.needs.scope for route in things.routes if isinstance(route, GuardedRoute)] == ["read"]


def test_nothing_of_a_withheld_person_reaches_the_public(
    app: FastAPI, asked: TestClient, news: neo4j.Driver, keys: ApiKeys
) -> None:
    news.execute_query(HOLD, name=HELD)
    public, full = bearer(keys, "public"), bearer(keys, "read")
    told = 0
    for path in _addresses(app):
        seen = asked.get(path, headers=full).text
        shown = asked.get(path, headers=public)
        told += "Gadzhiev" in seen
        if shown.status_code == 404:  # which repeats what was asked, as it does for an id that there is not
            assert (
                shown.text.replace("per-held", "per-none")
                == asked.get(path.replace("per-held", "per-none"), headers=public).text
            )
            continue
        for word in ("gadzhiev", "гаджиев", "per-held"):
            assert word not in shown.text.lower(), path
    assert told > 5  # whoever may read all is told everywhere
    assert asked.get("/v1/entities/per-held", headers=full).status_code == 200
    assert asked.get("/v1/entities/per-held", headers=public).status_code == 404


def test_the_public_cannot_find_out_that_somebody_is_withheld(
    asked: TestClient, news: neo4j.Driver, keys: ApiKeys
) -> None:
    headers = bearer(keys, "public")
    listings = ("reports?about", "findings?about", "incidents?about", "timeline?about", "articles?about", "entities?q")

    def answers() -> list[str]:
        return [asked.get(f"/v1/{path}={HELD}&limit=1", headers=headers).text for path in listings]

    before = answers()
    news.execute_query(HOLD, name=HELD)
    news.execute_query("MERGE (v:GraphVersion {id: 'graph'}) SET v.number = 1000")
    asked.post("/v1/articles", headers=bearer(keys, "submit"), json={"raw": "text"})
    assert answers() == before


def _addresses(app: FastAPI) -> list[str]:
    """Every route that answers GET, about everything that leads to the person."""
    ids = ("per-held", "inc-1", "art-1", "plc-3", "src-coast-radio", "org-1")
    questions = ("about=per-held", f"about={HELD}", "about=Makhachkala", "q=Gadzhiev", "from=per-held&to=org-1",
                 "from=plc-3&to=org-1", "one=Coast Radio&other=Northern Wire", "")  # fmt: skip
    found: list[str] = []
    for route in guarded(app):
        if "GET" not in (route.methods or ()) or route.needs.scope is None or route.path.endswith("/events"):
            continue
        filled = [_filled(route.path, id_) for id_ in ids] if "{" in route.path else []
        found += filled or [f"{route.path}?{question}" for question in questions]
    return found


def _filled(path: str, id_: str) -> str:
    start, _, rest = path.partition("{")
    return start + id_ + rest.partition("}")[2]


def test_a_page_that_one_has_is_not_sent_again_until_the_graph_changes(asked: TestClient, keys: ApiKeys) -> None:
    headers = bearer(keys, "read", "submit")
    first = asked.get("/v1/reports?about=Makhachkala", headers=headers)
    etag = first.headers["etag"]
    again = asked.get("/v1/reports?about=Makhachkala", headers={**headers, "If-None-Match": f'"x", {etag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert asked.get("/v1/reports?about=Makhachkala", headers=headers).content == first.content
    assert asked.get("/v1/reports?about=Makhachkala&limit=1", headers=headers).content != first.content


def test_a_kept_page_is_the_page_packed_or_not_and_only_for_those_who_may_see_it(
    asked: TestClient, news: neo4j.Driver, keys: ApiKeys
) -> None:
    news.execute_query(HOLD, name=HELD)
    address = "/v1/reports"
    full, public, submit = (bearer(keys, scope) for scope in ("read", "public", "submit"))
    answers = [
        asked.get(address, headers={**full, "Accept-Encoding": coding})
        for coding in ("identity", "gzip", "gzip;q=0", "gzip;q=nonsense", "br, gzip;q=0.5", "gzip")
    ]
    assert len({answer.text for answer in answers}) == 1
    packed = [answer.headers.get("content-encoding") for answer in answers]
    assert packed == [None, "gzip", None, "gzip", "gzip", "gzip"]
    assert all({"Authorization", "Accept-Encoding"} <= set(answer.headers["vary"].split(", ")) for answer in answers)
    assert HELD in answers[0].text
    assert HELD not in asked.get(address, headers=public).text
    assert asked.get(address, headers=submit).status_code == 403
    assert asked.get(address, headers={"Authorization": "Bearer none"}).status_code == 401
    assert asked.get(address, headers={**full, "If-None-Match": "*"}).status_code == 304
    assert asked.get(address, headers={**full, "If-None-Match": answers[0].headers["etag"][2:]}).status_code == 304


def test_a_write_is_seen_at_once_even_while_the_version_is_being_asked_for() -> None:
    class Writing(Graph):
        def rows(self, query: GraphQuery[Row], /, **parameters: object) -> list[Row]:
            freshness.forget()  # the write ends after the database has answered, before the answer is here
            return [query.row.model_validate({"since": 1, "number": 1})]

    freshness = Freshness(Writing(cast("neo4j.Driver", None), "neo4j"))
    assert freshness.version() == "1-1"
    assert freshness.known() is None


class Count(BaseModel):
    value: int


def test_what_changes_while_it_is_asked_is_not_remembered() -> None:
    memory, asked = Memory(), [Count(value=1), Count(value=2)]

    def ask() -> Count:
        if len(asked) == 2:
            memory.forget()
        return asked.pop(0)

    assert [memory.remembered("n", ask).value for _ in range(3)] == [1, 2, 2]


def test_what_changes_the_graph_changes_its_version(asked: TestClient, news: neo4j.Driver, keys: ApiKeys) -> None:
    headers = bearer(keys, "read", "submit")
    before = asked.get("/v1/incidents", headers=headers)
    news.execute_query("MATCH (i:Incident {id: 'inc-1'}) SET i.name = 'renamed'")
    news.execute_query("MERGE (v:GraphVersion {id: 'graph'}) SET v.number = coalesce(v.number, 0) + 1")
    asked.post("/v1/articles", headers=headers, json={"raw": "text"})  # what this process writes is seen at once
    after = asked.get("/v1/incidents", headers={**headers, "If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert "renamed" in after.text


def test_every_answer_says_what_a_page_may_load(asked: TestClient) -> None:
    for path in ("/healthz", "/v1/incidents", "/nowhere"):
        headers = asked.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_the_routes_are_described_without_a_key_and_without_scripts(asked: TestClient) -> None:
    answer = asked.get("/docs")
    assert answer.status_code == 200
    assert "GET /v1/reports" in answer.text
    assert answer.headers["content-type"].startswith("text/plain")


def test_demo_mode_lets_everybody_in_and_is_for_local_addresses(news: neo4j.Driver) -> None:
    client = TestClient(create_app(news, accept=accept_all_but_malformed, admission=Admission(OpenAccess())))
    assert client.get("/v1/incidents").status_code == 200
    assert [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "192.168.1.2", "example")] == [
        True, True, True, False, False, False
    ]  # fmt: skip


def test_a_text_that_is_not_read_or_was_replaced_is_not_for_the_public(
    asked: TestClient, news: neo4j.Driver, keys: ApiKeys
) -> None:
    news.execute_query(HOLD, name=HELD)
    news.execute_query(
        "MATCH (a:Article {id: 'art-1'}) CREATE (a)-[:HAS_REVISION]->"
        "(:Revision {id: 'rev-old', text: 'Zaur Omarov was held', status: 'done', acceptedAt: 1, format: 'test'}) "
        "CREATE (:Article {id: 'art-new', title: 'Zaur Omarov held', language: 'en', publishedAt: '2022-09-30'})"
        "-[:HAS_REVISION]->(:Revision {id: 'rev-new', text: 'Zaur Omarov', status: 'accepted', acceptedAt: 2})"
    )
    public, full = bearer(keys, "public"), bearer(keys, "read")
    for path in ("/v1/articles/art-1", "/v1/articles/art-new", "/v1/articles"):
        assert "Omarov" in asked.get(path, headers=full).text, path
        assert "Omarov" not in asked.get(path, headers=public).text, path


def test_nothing_that_cannot_be_is_not_modified(asked: TestClient, keys: ApiKeys) -> None:
    headers = bearer(keys, "read")
    etag = asked.get("/v1/incidents", headers=headers).headers["etag"]
    again = {**headers, "If-None-Match": etag}
    assert asked.get("/v1/incidents", headers=again).status_code == 304
    assert asked.get("/v1/incidents/inc-none", headers=again).status_code == 404
    assert asked.get("/v1/incidents?limit=0", headers=again).status_code == 422
    assert asked.get("/v1/incidents?limit=2", headers=again).status_code == 200


def test_answers_wait_for_their_lane_and_a_page_not_for_what_costs_more(app: FastAPI, keys: ApiKeys) -> None:
    headers = bearer(keys, "read")
    made: list[str] = []
    release = Event()

    class Held(Graph):
        def maps(self, query: GraphQuery[Row], /, **parameters: object) -> list[dict[str, Any]]:
            if query.name in ("timeline", "claims_newest"):
                made.append(query.name)
                assert query.name != "timeline" or release.wait(30)
            return Graph.maps(self, query, **parameters)

    app.state.graph = Held(app.state.graph.driver, app.state.graph.database)
    app.state.lanes = Lanes(at_once=1)

    with TestClient(app) as client, ThreadPoolExecutor() as threads:
        slow = [threads.submit(client.get, "/v1/timeline", headers=headers) for _ in range(3)]
        assert client.get("/v1/reports", headers=headers).status_code == 200
        release.set()
        answers = [one.result() for one in slow]
    assert len({answer.text for answer in answers}) == 1
    assert sorted(made) == ["claims_newest", "timeline"]  # whoever waited was given the one that was made
