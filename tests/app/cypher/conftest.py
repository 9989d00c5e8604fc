"""A small graph with a person who is withheld, and a copy of it on a server of its own, made once a module."""

from collections.abc import Callable, Iterator
from typing import Any

import neo4j
import pytest
from fastapi.testclient import TestClient

from app.access import KeyAccess
from app.cypher.copies import Copies, Made
from app.cypher.desk import Desk
from app.graph import Graph
from app.limits import Limiter
from app.main import Admission, create_app, offer_cypher
from graph_schema.api_keys import ApiKeys
from graph_schema.settings import GraphSettings
from tests.app.conftest import CREATE_EDGES, CREATE_NODES, UNLIMITED, accept_all_but_malformed, rows
from tests.app.test_access import HELD, HOLD, PEPPER, bearer

MORE = """
MATCH (a:Article {id: 'art-1'})-[:HAS_REVISION]->(r:Revision {id: 'rev-1'})
SET a.byline = 'A. Reporter', a.url = 'https://coast-radio.example/ruslan-gadzhiev-held',
    r.raw = 'raw ' + $name, r.origin = 'mail/' + $name, r.contentHash = 'hash'
CREATE (a)-[:HAS_REVISION]->(:Revision {id: 'rev-old', text: 'Zaur Omarov was held', status: 'done', acceptedAt: 1})
CREATE (:Article {id: 'art-new', title: 'Zaur Omarov held', language: 'en', publishedAt: '2022-09-30'})
       -[:HAS_REVISION]->(:Revision {id: 'rev-new', text: 'Zaur Omarov', status: 'accepted', acceptedAt: 2})
CREATE (:Decision {id: 'dec-1', actor: 'Zaur Omarov', at: '2022', reason: 'r', summary: 's', kind: 'merge'})
       -[:CONCERNS]->(:Reference {id: 'ref-held', name: $name, kind: 'person'})
CREATE (:Key {id: 'per:gadzhiev'}), (:Job {id: 'job-1'})
WITH 1 AS one MATCH (place:Place {id: 'plc-3'})
SET place.location = point({latitude: 42.98, longitude: 47.5})
"""

Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def original(driver: neo4j.Driver, neo4j_settings: GraphSettings) -> Graph:
    """The graph that is copied; its withheld person stands in every kind of text."""
    with driver.session(database=neo4j_settings.database) as session:
        session.run("MATCH (n) WHERE NOT n:Migration DETACH DELETE n").consume()
        nodes, edges = rows()
        session.run(CREATE_NODES, rows=nodes).consume()
        session.run(CREATE_EDGES, rows=edges).consume()
        session.run(HOLD, name=HELD).consume()
        session.run(MORE, name=HELD).consume()
    return Graph(driver, neo4j_settings.database)


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory, neo4j_settings: GraphSettings) -> Iterator[Copies]:
    """Where the copy of these tests lies."""
    made = Copies(GraphSettings(data_dir=tmp_path_factory.mktemp("a copy"), cache_dir=neo4j_settings.cache_dir))
    yield made
    made.stop()


@pytest.fixture(scope="module")
def made(copies: Copies, original: Graph) -> Made:
    """The copy, made."""
    return copies.refresh(original)


@pytest.fixture(scope="module")
def keys(original: Graph) -> ApiKeys:
    """Keys to the service."""
    return ApiKeys(original.driver, original.database, PEPPER)


@pytest.fixture(scope="module")
def service(original: Graph, copies: Copies, made: Made, keys: ApiKeys) -> Iterator[TestClient]:
    """The service with its desk open."""
    admission = Admission(KeyAccess(keys), Limiter(UNLIMITED))
    app = create_app(original.driver, accept=accept_all_but_malformed, admission=admission, database=original.database)
    offer_cypher(app, Desk(copies))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def ask(service: TestClient, keys: ApiKeys) -> Ask:
    """Send a statement with a key for Cypher alone."""
    headers = bearer(keys, "cypher")

    def ask(statement: str, **parameters: object) -> Any:
        body = {"statement": statement, "parameters": parameters}
        return service.post("/v1/cypher", headers=headers, json=body)

    return ask
