"""Statements of analysts against the real server: what is refused and why, what is bounded, what is answered."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.access import OpenAccess
from app.cypher import desk
from app.cypher.copies import Copies, Made
from app.cypher.desk import MOST_ROWS
from app.graph import Graph
from app.main import Admission, create_app
from graph_schema import embedded
from graph_schema.api_keys import ApiKeys
from tests.app.conftest import accept_all_but_malformed
from tests.app.cypher.conftest import Ask
from tests.app.test_access import bearer

LISTENS_NOWHERE = "http://127.0.0.1:9/x"

REFUSED = [
    # files and addresses, in the open and hidden
    (f"LOAD CSV FROM '{LISTENS_NOWHERE}' AS line RETURN line", "LOAD CSV"),
    ("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", "LOAD CSV"),
    ("RETURN 1 AS l UNION LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l", "LOAD CSV"),
    ("MATCH (n) LOAD/**/CSV FROM 'http://127.0.0.1:9/' + n.name AS l RETURN l", "LOAD CSV"),
    (f"RETURN [x IN [1] | COLLECT {{ LOAD CSV FROM '{LISTENS_NOWHERE}' AS l RETURN l }}] AS l", "LOAD CSV"),
    ("RETURN '\\u0027 + 1", r"\u"),
    # writes
    ("CREATE (n:Person) RETURN n", "Create"),
    ("MATCH (n) SET n.name = 'x'", "SetProperty"),
    ("MATCH (n) REMOVE n.name", "SetProperty"),
    ("MATCH (n) DETACH DELETE n", "DetachDelete"),
    ("MERGE (n:Person {id: 'x'}) RETURN n", "Merge"),
    ("MATCH (n) FOREACH (x IN [1] | SET n.y = x)", "Foreach"),
    ("MATCH (n) CALL (n) { SET n.x = 1 } IN TRANSACTIONS OF 10 ROWS", "Transaction"),
    ("MATCH (n) CALL (n) { RETURN 1 AS x } IN TRANSACTIONS OF 10 ROWS RETURN x", "TransactionApply"),
    ("CREATE INDEX x FOR (n:X) ON (n.x)", "CreateIndex"),
    ("DROP INDEX names", "DropIndex"),
    ("CREATE CONSTRAINT x FOR (n:X) REQUIRE n.x IS UNIQUE", "CreateConstraint"),
    # the server itself, and what others ask
    ("SHOW TRANSACTIONS", "ShowTransactions"),
    ("SHOW SETTINGS", "ShowSettings"),
    ("SHOW INDEXES", "ShowIndexes"),
    ("SHOW PROCEDURES", "ShowProcedures"),
    ("SHOW USERS", ""),
    ("SHOW DATABASES", ""),
    ("CREATE USER x SET PASSWORD 'xxxxxxxx'", ""),
    ("ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'bbbbbbbb'", ""),
    ("STOP DATABASE neo4j", ""),
    ("TERMINATE TRANSACTIONS 'neo4j-transaction-1'", "TerminateTransactions"),
    ("USE system SHOW USERS", "USE"),
    ("USE system RETURN 1", "system"),
    # procedures
    ("CALL dbms.listConfig()", "procedure dbms.listConfig"),
    ("CALL `dbms`.`listConfig`()", "procedure dbms.listConfig"),
    ("CALL db.clearQueryCaches()", "procedure db.clearQueryCaches"),
    ("CALL db.stats.retrieve('QUERIES')", "procedure db.stats.retrieve"),
    ("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()", "procedure db.index.fulltext.await"),
    ("CALL db.index.fulltext.listAvailableAnalyzers()", "procedure db.index.fulltext.list"),
    ("CALL dbms.setConfigValue('db.transaction.timeout', '0')", "dbms.setConfigValue"),
    ("RETURN COLLECT { CALL dbms.listConfig() YIELD name RETURN name } AS names", "procedure dbms.listConfig"),
    ("RETURN [x IN [1] | COLLECT { CALL db.stats.retrieve('QUERIES') YIELD data RETURN data }] AS d", "subquery"),
    ("RETURN CASE WHEN 1 = $n THEN COUNT { CALL db.labels() YIELD label RETURN label } END AS c", "subquery"),
    ("CALL apoc.load.json('http://127.0.0.1:9/') YIELD value RETURN value", "apoc.load.json"),
    ("RETURN apoc.text.join(['a'], ',')", "apoc.text.join"),
    # walks without an end
    ("MATCH (a)-[*]->(b) RETURN count(*)", "at most 6 steps"),
    ("MATCH (a)-[*2..]-(b) RETURN count(*)", "at most 6 steps"),
    ("MATCH (a)-[:PART_OF*1..7]->(b) RETURN b", "at most 6 steps"),
    ("MATCH (a)-[:PART_OF*0..]->(b) RETURN DISTINCT b", "at most 6 steps"),
    ("MATCH (a)-[:`*1..2`*]->(b) RETURN b", "at most 6 steps"),
    ("MATCH (a:Place {id: 'plc-3'}) (()-[:PART_OF]->()-[:PART_OF]-())+ (b) RETURN b", "at most 6 steps"),
    ("MATCH p = shortestPath((a:Place {id: 'plc-3'})-[*]-(b:Place {id: 'plc-5'})) RETURN p", "at most 6 steps"),
    ("MATCH p = ANY SHORTEST (a:Place {id: 'plc-3'})-[:PART_OF]-+(b:Place {id: 'plc-5'}) RETURN p", "at most 6 steps"),
    ("MATCH (a:Place) RETURN [x IN [1] | [(a)-[*]->(b) | b.id]] AS ids", "subquery"),
    ("MATCH (a:Group), (b:Place) RETURN [x IN [1] | length(shortestPath((a)-[*]-(b)))] AS n", "subquery"),
    # what is no statement, or two
    ("EXPLAIN MATCH (n) RETURN n", "EXPLAIN"),
    ("profile MATCH (n) RETURN n", "PROFILE"),
    ("/* so */ // and so\n PROFILE MATCH (n) RETURN n", "PROFILE"),
    ("CYPHER runtime=slotted RETURN 1", "only a version"),
    ("CYPHER 5 runtime=slotted RETURN 1", "only a version"),
    ("CYPHER 25 CREATE (n)", "25"),
    ("RETURN 1; CREATE (n)", "one statement"),
    ("MATCH (n) RETRUN n", "line 1, column 11"),
    ("MATCH (n)\nRETRUN n", "line 2, column 1"),
    ("RETURN $missing", "missing"),
    ("MATCH (n) RETURN n.name / 0 * toInteger('a') + missing", "missing"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "reason"), REFUSED, ids=[statement for statement, _ in REFUSED])
def test_what_may_not_be_is_refused_and_named(ask: Ask, statement: str, reason: str) -> None:
    answer = ask(statement, n=1)
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["title"] == "Statement refused"
    assert reason in problem["detail"]


ANSWERED = [
    ("RETURN $n + 1 AS one", [[2]]),
    ("CYPHER 5 RETURN 1 AS one", [[1]]),
    ("RETURN 1 AS one;", [[1]]),
    ("MATCH (s:Source)-[:REPORTED]->(c:Claim) RETURN s.name, count(c) AS n ORDER BY n DESC, s.name LIMIT 2",
     [["Coast Radio", 3], ["Hill Courier", 2]]),
    ("MATCH (p:Place {id: 'plc-3'})-[:PART_OF*1..5]->(around) RETURN around.name ORDER BY around.name",
     [["Dagestan"], ["Russia"]]),
    ("MATCH (p:Place {id: 'plc-3'}) (()-[:PART_OF]->()){1,2} (around) RETURN around.name ORDER BY around.name",
     [["Dagestan"], ["Russia"]]),
    ("MATCH p = shortestPath((:Place {id: 'plc-3'})-[:PART_OF*..4]-(:Place {id: 'plc-5'})) RETURN length(p)", [[3]]),
    ("MATCH p = ANY SHORTEST (:Place {id: 'plc-3'})-[:PART_OF]-{1,4}(:Place {id: 'plc-5'}) RETURN length(p)", [[3]]),
    ("CALL db.index.fulltext.queryNodes('sentences', 'blocked') YIELD node RETURN node.text",
     [["Villagers blocked the road."]]),
    ("MATCH (p:Place) WHERE EXISTS { (p)<-[:OCCURRED_AT]-() } RETURN count(p) AS n", [[3]]),
    ("MATCH (s:Source) WITH s, COUNT { (s)-[:REPORTED]->() } AS n WHERE n > 2 RETURN s.name, n", [["Coast Radio", 3]]),
    ("MATCH (c:Claim) OPTIONAL MATCH (c)-[:ATTRIBUTED_VIA]->(v) WITH c, collect(v.name) AS v WHERE v <> [] RETURN v",
     [[["Northern Wire"]]]),
    ("CALL () { MATCH (p:Place) RETURN p ORDER BY p.name LIMIT 1 UNION MATCH (p:Group) RETURN p } RETURN p.name",
     [["Dagestan"], ["women"]]),
    ("UNWIND $list AS x RETURN x.a", [[1], [None]]),
    ("MATCH (p:Place {id: 'plc-3'}) RETURN p.location AS at", [[{"longitude": 47.5, "latitude": 42.98}]]),
    ("RETURN date('2022-09-25') AS d, duration('P1D') AS l, datetime('2022-09-25T01:02:03Z') AS t, 0.0/0.0 AS nan",
     [["2022-09-25", "P1D", "2022-09-25T01:02:03.000000000+00:00", None]]),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "rows"), ANSWERED, ids=[statement for statement, _ in ANSWERED])
def test_what_only_reads_is_answered(ask: Ask, made: Made, statement: str, rows: list[list[object]]) -> None:
    answer = ask(statement, n=1, list=[{"a": 1}, {}])
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["rows"] == rows
    assert (found["truncated"], found["made_at"], found["version"]) == (False, made.copy.made_at, made.copy.version)


def test_nodes_relationships_and_paths_are_objects(ask: Ask) -> None:
    found = ask("MATCH p = (a:Place {id: 'plc-3'})-[e:PART_OF]->(b) RETURN a, e, p, [a] AS list, {n: b.name} AS map")
    [[node, edge, path, listed, mapped]] = found.json()["rows"]
    assert found.json()["columns"] == ["a", "e", "p", "list", "map"]
    assert (node["labels"], node["properties"]["name"]) == (["Place"], "Makhachkala")
    assert (edge["type"], edge["start"]) == ("PART_OF", node["element"])
    assert [one["properties"]["name"] for one in path["nodes"]] == ["Makhachkala", "Dagestan"]
    assert path["relationships"] == [edge]
    assert (listed, mapped) == ([node], {"n": "Dagestan"})


def test_a_long_answer_is_cut_and_says_so(ask: Ask) -> None:
    found = ask("UNWIND range(1, 100000) AS n RETURN n").json()
    assert found["truncated"]
    assert [row[0] for row in found["rows"]] == list(range(1, MOST_ROWS + 1))
    whole = ask("UNWIND range(1, $n) AS n RETURN n", n=MOST_ROWS).json()
    assert (len(whole["rows"]), whole["truncated"]) == (MOST_ROWS, False)


def test_large_rows_are_cut_before_they_fill_memory(ask: Ask) -> None:
    wide = ask("UNWIND range(1, 900) AS n RETURN n, reduce(t = 'x', i IN range(1, 13) | t + t) AS text").json()
    assert wide["truncated"]
    assert 400 < len(wide["rows"]) < 900
    huge = ask("RETURN range(1, 30000000) AS numbers").json()
    assert (huge["rows"], huge["truncated"]) == ([], True)


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (a), (b), (c), (d), (e), (f), (g) WHERE a.id + b.id + c.id + d.id + e.id + f.id + g.id = 'x' RETURN a",
        "UNWIND range(1, 1000000000) AS n WITH n WHERE n < 0 RETURN n",
    ],
)
def test_what_takes_too_long_is_ended(ask: Ask, statement: str) -> None:
    begun = time.monotonic()
    answer = ask(statement)
    assert (answer.status_code, answer.json()["title"]) == (422, "Statement refused")
    assert "more than 10 s" in answer.json()["detail"]
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize(
    "statement",
    [
        "UNWIND range(1, 100000000) AS n WITH collect(n) AS list RETURN size(list)",
        "RETURN size(reduce(text = 'x', i IN range(1, 60) | text + text)) AS n",
    ],
)
def test_what_takes_too_much_memory_is_refused(ask: Ask, statement: str) -> None:
    answer = ask(statement)
    assert (answer.status_code, answer.json()["title"]) == (422, "Statement refused")
    assert "memory" in answer.json()["detail"]
    assert ask("RETURN 1").json()["rows"] == [[1]]


@pytest.mark.parametrize("depth", [100, 3000])
def test_what_is_nested_too_deeply_is_refused(ask: Ask, depth: int) -> None:
    answer = ask("RETURN reduce(inner = [], i IN range(1, $depth) | [inner]) AS deep", depth=depth)
    assert answer.status_code in (422, 503), answer.text
    again = ask("RETURN 1")
    assert (again.status_code, again.json().get("rows")) == (200, [[1]])


def test_what_does_not_end_when_told_is_ended_with_its_server_which_starts_anew(
    ask: Ask, copies: Copies, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "GRACE_SECONDS", 2.0)
    before = embedded.status(copies.server(made.copy))
    answer = ask("RETURN reduce(sum = 0, i IN range(1, 100000000000) | sum + i) AS sum")
    assert answer.status_code == 422
    assert "did not end" in answer.json()["detail"]
    assert ask("MATCH (p:Place) RETURN count(p)").json()["rows"] == [[6]]
    after = embedded.status(copies.server(made.copy))
    assert before is not None
    assert after is not None
    assert before.pid != after.pid


def test_statements_wait_their_turn_and_are_turned_away(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "WAIT_SECONDS", 0.1)
    slow = "UNWIND range(1, 1000000000) AS n WITH n WHERE n < 0 RETURN n"
    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(ask, slow) for _ in range(2)]
        time.sleep(4)
        turned_away = ask("RETURN 1")
        assert [one.result().status_code for one in running] == [422, 422]
    assert (turned_away.status_code, turned_away.json()["title"]) == (503, "Copy unavailable")
    assert ask("RETURN 1").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"statement": ""},
        {"statement": "x" * 10_001},
        {"statement": "RETURN 1", "more": 1},
        {"statement": "RETURN 1", "parameters": []},
        {"statement": "RETURN $n", "parameters": {"n": 2**63}},
        {"statement": "RETURN $n", "parameters": {"n": "\ud800"}},
    ],
)
def test_what_is_no_request_is_refused(service: TestClient, keys: ApiKeys, body: dict[str, object]) -> None:
    headers = {**bearer(keys, "cypher"), "Content-Type": "application/json"}
    answer = service.post("/v1/cypher", headers=headers, content=json.dumps(body))
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


WORDS = st.sampled_from([
    "MATCH", "RETURN", "CALL", "LOAD", "CSV", "FROM", "CREATE", "SET", "DELETE", "WITH", "UNWIND", "COLLECT", "COUNT",
    "EXISTS", "CASE", "WHEN", "THEN", "END", "AS", "n", "m", "$n", "1", "'x'", "(", ")", "{", "}", "[", "]", "|",
    "-[*]->", "-[r]->", ":", ".", ",", ";", "/*", "*/", "//", "\n", "\\u0027", "`", '"', "'", "USE", "SHOW", "PROFILE",
    "EXPLAIN", "CYPHER", "5", "UNION", "IN", "dbms.listConfig()", "db.labels()", "(n)", "(m)", "n.name",
])  # fmt: skip


@given(st.lists(WORDS, min_size=1, max_size=12).map(" ".join))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_sent_is_answered_or_refused(ask: Ask, statement: str) -> None:
    answer = ask(statement, n=1)
    assert answer.status_code in (200, 422), answer.text


def test_a_service_that_was_not_told_to_takes_none(original: Graph) -> None:
    app = create_app(original.driver, accept=accept_all_but_malformed, admission=Admission(OpenAccess()))
    answer = TestClient(app).post("/v1/cypher", json={"statement": "RETURN 1"})
    assert (answer.status_code, answer.json()["title"]) == (404, "Switched off")
    assert "PROTEST_GRAPH_CYPHER=on" in answer.json()["detail"]


def test_reading_and_asking_are_rights_of_their_own(service: TestClient, keys: ApiKeys) -> None:
    asked = {"statement": "RETURN 1"}
    assert service.post("/v1/cypher", json=asked).status_code == 401
    assert service.post("/v1/cypher", json=asked, headers=bearer(keys, "read", "public", "admin")).status_code == 403
    assert service.post("/v1/cypher", json=asked, headers=bearer(keys, "cypher")).status_code == 200
    assert service.get("/v1/incidents", headers=bearer(keys, "cypher")).status_code == 403
