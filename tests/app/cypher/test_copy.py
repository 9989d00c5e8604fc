"""What is in a copy, and what is not; how one copy follows another."""

import re
from dataclasses import replace

import neo4j
import psutil
import pytest
from neo4j.exceptions import Neo4jError

from app.cypher.copies import NODES, RELATIONSHIPS, Copies, Made
from app.graph import Graph, GraphQuery, Row
from app.masking import WITHHELD, WITHHELD_ID, Masker
from graph_schema import embedded
from graph_schema.connection import open_driver
from graph_schema.errors import EmbeddedError, GraphUnavailable
from tests.app.cypher.conftest import Ask

EVERYTHING = """
MATCH (n) RETURN labels(n) AS kind, properties(n) AS properties
UNION ALL
MATCH ()-[e]->() RETURN [type(e)] AS kind, properties(e) AS properties
"""


def _everything(copies: Copies) -> list[dict[str, object]]:
    copy = copies.current()
    assert copy is not None
    with open_driver(copies.server(copy)) as driver:
        return [record.data() for record in driver.execute_query(EVERYTHING).records]


def test_a_withheld_person_is_nowhere_in_it(copies: Copies, made: Made, original: Graph) -> None:
    held = _everything(copies)
    text = str(held)
    for word in ("gadzhiev", "гаджиев", "per-held", "omarov", "men-held"):
        assert word not in text.lower(), word
    assert Masker(original.rows(WITHHELD)).mask(text) == text
    assert "█" in text  # and not because there is nothing


def test_it_has_what_is_listed_and_nothing_else(copies: Copies, made: Made) -> None:
    listed = {**NODES, **RELATIONSHIPS}
    seen: set[str] = set()
    for one in _everything(copies):
        [kind] = one["kind"]  # pyright: ignore[reportGeneralTypeIssues]
        assert set(one["properties"]) <= set(listed[kind]), kind  # pyright: ignore[reportArgumentType]
        seen.add(kind)
    assert {"Source", "Article", "Revision", "Sentence", "Claim", "Person", "Place", "SAID", "ABOUT"} <= seen
    assert seen.isdisjoint({"ApiKey", "Job", "Decision", "Reference", "Key", "GraphVersion", "Run", "Migration"})


def test_the_rest_is_as_it_was(ask: Ask, original: Graph) -> None:
    for query in (
        "MATCH (c:Claim) WHERE c.id <> 'clm-1' RETURN c.id, c.text, c.low, c.published ORDER BY c.id",
        "MATCH (s)-[:SAID]->(c:Claim)-[:ABOUT]->(n:Place|Group) WHERE c.id <> 'clm-1' RETURN s.name, c.id ORDER BY 2",
        "MATCH (p:Place) RETURN p.name, p.location.latitude, p.location.longitude ORDER BY p.name",
    ):
        expected = [[*record.values()] for record in original.driver.execute_query(query).records]
        assert ask(query).json()["rows"] == expected


def test_a_bar_stands_for_each_letter(ask: Ask) -> None:
    rows = ask("MATCH (c:Claim {id: 'clm-1'}) RETURN c.text, c.slogans").json()["rows"]
    assert rows == [["████████ was held", ["Free ███████████████"]]]


def test_only_the_newest_text_that_was_read_is_there(ask: Ask) -> None:
    rows = ask("MATCH (r:Revision) WHERE r.text IS NULL RETURN r.id").json()["rows"]
    assert rows == [["rev-old"]]
    assert ask("MATCH (a:Article {id: 'art-new'}) RETURN a").json()["rows"] == []


def test_its_server_takes_no_writes_reads_no_addresses_and_shows_no_browser(copies: Copies, made: Made) -> None:
    settings = copies.server(made.copy)
    endpoint = embedded.status(settings)
    assert endpoint is not None
    listening = [one for one in psutil.Process(endpoint.pid).net_connections("tcp") if one.status == "LISTEN"]
    assert len(listening) == 1
    with open_driver(settings) as driver:
        for statement in (
            "CREATE (:Person)", "MATCH (n) DETACH DELETE n", "DROP INDEX names", "CREATE INDEX x FOR (n:X) ON (n.x)",
            "LOAD CSV FROM 'http://127.0.0.1:9/x' AS line RETURN line",
            "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        ):  # fmt: skip
            with pytest.raises(Neo4jError, match=r"(?i)read.?only|not permitted|blocked|is false"):
                driver.execute_query(statement)


def test_what_fails_leaves_the_copy_before(copies: Copies, made: Made, original: Graph, ask: Ask) -> None:
    class Broken(Graph):
        def rows(self, query: GraphQuery[Row], /, **parameters: object) -> list[Row]:
            if query is WITHHELD:
                raise GraphUnavailable("gone")
            return super().rows(query, **parameters)

    with pytest.raises(GraphUnavailable, match="gone"):
        copies.refresh(Broken(original.driver, original.database))
    assert copies.current() == made.copy
    assert ask("RETURN 1").json()["rows"] == [[1]]
    root = copies.server(made.copy).data_dir.parent
    assert [one.name for one in root.iterdir() if one.is_dir()] == [made.copy.name]


def test_who_becomes_withheld_while_it_is_made_begins_it_anew(copies: Copies, made: Made, original: Graph) -> None:
    asked: list[str] = []

    class Changing(Graph):
        def rows(self, query: GraphQuery[Row], /, **parameters: object) -> list[Row]:
            asked.append(query.name)
            found = super().rows(query, **parameters)
            return found * asked.count("withheld") if query is WITHHELD else found

    with pytest.raises(GraphUnavailable, match="became withheld"):
        copies.refresh(Changing(original.driver, original.database))
    assert asked.count("withheld") == 6
    assert copies.current() == made.copy


def test_a_damaged_record_says_so(copies: Copies, made: Made, tmp_path: object) -> None:
    record = copies.server(made.copy).data_dir.parent / "current.json"
    kept = record.read_bytes()
    record.write_bytes(b"{")
    try:
        with pytest.raises(EmbeddedError, match="damaged"):
            copies.current()
    finally:
        record.write_bytes(kept)


def test_somebody_withheld_since_closes_it_for_those_who_may_not_know_until_it_is_renewed(
    copies: Copies, made: Made, original: Graph, ask: Ask
) -> None:
    driver: neo4j.Driver = original.driver
    driver.execute_query("MATCH (p:Person {id: 'per-1'}) SET p.withheld = true")
    try:
        closed = ask("MATCH (p:Person) RETURN p.name")
        assert (closed.status_code, closed.json()["title"]) == (503, "Copy unavailable")
        assert "older than" in closed.json()["detail"]

        before = embedded.status(copies.server(made.copy))
        renewed = copies.refresh(original)
        assert renewed.copy != made.copy
        assert before is not None
        assert not psutil.pid_exists(before.pid)
        assert not copies.server(made.copy).data_dir.exists()
        answer = ask("MATCH (c:Claim {id: 'clm-7'})-[:EVIDENCED_BY]->(s) RETURN s.text").json()
        assert answer["made_at"] == renewed.copy.made_at
        assert "Melikov" not in str(answer["rows"])
        assert re.search("█+", str(answer["rows"]))
    finally:
        driver.execute_query("MATCH (p:Person {id: 'per-1'}) REMOVE p.withheld")


def test_ids_are_masked_as_the_service_masks_them(original: Graph) -> None:
    assert Masker(original.rows(WITHHELD)).mask("per-held") == WITHHELD_ID


def test_a_guarded_server_is_told_so_in_its_configuration(copies: Copies, made: Made) -> None:
    copy = copies.current()
    assert copy is not None
    settings = copies.server(copy)
    configuration = (settings.data_dir / "neo4j" / "conf" / "neo4j.conf").read_text(encoding="utf-8")
    for line in ("server.databases.default_to_read_only=true", "internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0",
                 "dbms.security.allow_csv_import_from_file_urls=false", "server.http.enabled=false"):  # fmt: skip
        assert line in configuration
    assert replace(settings, guarded=False) != settings
