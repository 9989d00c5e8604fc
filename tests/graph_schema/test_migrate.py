import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import LiteralString

import pytest
from neo4j import Driver

from graph_schema import cypher
from graph_schema.errors import MigrationError
from graph_schema.migrate import Migration, migrate, parse, pending, shipped
from graph_schema.model import NODES

DATABASE = "neo4j"


@pytest.fixture
def trial(graph: Driver) -> Iterator[list[Migration]]:
    """The shipped migrations and two more, which are undone afterwards."""
    yield [
        *shipped(),
        parse("V9001__trial_index.cypher", "CREATE INDEX trial IF NOT EXISTS FOR (n:Trial) ON (n.x)"),
        parse("V9002__trial_data.cypher", "CREATE (:Trial {x: 1}); MATCH (n:Trial) SET n.x = n.x + 1"),
    ]
    graph.execute_query("DROP INDEX trial IF EXISTS", database_=DATABASE)
    graph.execute_query("MATCH (m:Migration) WHERE m.version > 9000 DELETE m", database_=DATABASE)


def trials(graph: Driver) -> list[object]:
    return [
        record["x"] for record in graph.execute_query("MATCH (n:Trial) RETURN n.x AS x", database_=DATABASE).records
    ]


def test_migrations_are_applied_once(graph: Driver, trial: list[Migration]) -> None:
    assert [migration.id for migration in pending(graph, DATABASE, trial)] == ["V9001", "V9002"]
    assert [migration.id for migration in migrate(graph, DATABASE, trial)] == ["V9001", "V9002"]
    assert migrate(graph, DATABASE, trial) == []
    assert trials(graph) == [2]


def test_migrators_at_once_apply_once(graph: Driver, trial: list[Migration]) -> None:
    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(migrate, graph, DATABASE, trial) for _ in range(4)]
    assert [migration.id for run in runs for migration in run.result()] == ["V9001", "V9002"]
    assert trials(graph) == [2]


def test_an_edited_migration_is_refused(graph: Driver, trial: list[Migration]) -> None:
    migrate(graph, DATABASE, trial)
    edited = [*trial[:-1], replace(trial[-1], checksum="0")]
    with pytest.raises(MigrationError, match=r"V9002 \(trial_data\) was edited"):
        migrate(graph, DATABASE, edited)


def test_a_missing_migration_is_refused(graph: Driver, trial: list[Migration]) -> None:
    migrate(graph, DATABASE, trial)
    with pytest.raises(MigrationError, match=r"has migration V9002 \(trial_data\), unknown"):
        migrate(graph, DATABASE, trial[:-1])


def test_a_migration_numbered_too_low_is_refused(graph: Driver, trial: list[Migration]) -> None:
    migrate(graph, DATABASE, trial)
    late = parse("V9000__late.cypher", "CREATE (:Trial)")
    with pytest.raises(MigrationError, match="V9000 is older than V9002"):
        migrate(graph, DATABASE, [*trial[:-2], late, *trial[-2:]])


def test_a_failed_data_migration_leaves_nothing(graph: Driver, trial: list[Migration]) -> None:
    broken = parse("V9003__broken.cypher", "CREATE (:Trial {x: 7}); RETURN 1 / 0")
    with pytest.raises(MigrationError, match=r"V9003 \(broken\) failed"):
        migrate(graph, DATABASE, [*trial, broken])
    assert trials(graph) == [2]
    assert [migration.id for migration in pending(graph, DATABASE, [*trial, broken])] == ["V9003"]


def test_a_migration_in_batches_goes_on_where_it_was_broken_off(graph: Driver, trial: list[Migration]) -> None:
    step = "MATCH (n:Trial) CALL (n) { SET n.x = n.x / %s } IN TRANSACTIONS OF 1 ROW"
    with pytest.raises(MigrationError, match=r"V9003 \(batched\) failed"):
        migrate(graph, DATABASE, [*trial, parse("V9003__batched.cypher", step % "0")])
    batched = parse("V9003__batched.cypher", step % "2")
    assert migrate(graph, DATABASE, [*trial, batched]) == [batched]
    assert trials(graph) == [1]


@pytest.mark.parametrize(
    ("name", "script", "message"),
    [
        ("V1__a.cypher", "CREATE (:A)", "is called VNNNN__name.cypher"),
        ("V0001__a.cypher", "// nothing", "holds no statement"),
        ("V0001__a.cypher", "CREATE (:A); CREATE INDEX a IF NOT EXISTS FOR (n:A) ON (n.x)", "mixes schema and data"),
        ("V0001__a.cypher", "CREATE POINT INDEX a FOR (n:A) ON (n.x)", "add IF"),
    ],
)
def test_a_malformed_migration_is_refused(name: str, script: LiteralString, message: str) -> None:
    with pytest.raises(MigrationError, match=message):
        parse(name, script)


def test_the_checksum_does_not_depend_on_line_ends() -> None:
    unix, windows = (parse("V0001__a.cypher", script) for script in ("CREATE (:A)\n", "CREATE (:A)\r\n"))
    assert unix == windows


def test_every_key_that_is_merged_is_unique(driver: Driver) -> None:
    constraints, _, _ = driver.execute_query(
        "SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties WHERE type = 'UNIQUENESS' "
        "RETURN labelsOrTypes[0] AS label, properties",
        database_=DATABASE,
    )
    unique = {(record["label"], *record["properties"]) for record in constraints}
    merged = {
        (match["label"], *re.findall(r"(\w+)\s*:", match["keys"]))
        for name in cypher.names("writes")
        for match in re.finditer(r"\bMERGE\s*\(\w*:(?P<label>\w+)\s*\{(?P<keys>[^}]*)\}", cypher.load(name))
    }
    assert merged
    assert merged <= unique
    assert {(record.label, "id") for record in NODES} <= unique


def test_names_are_found_in_any_script(graph: Driver) -> None:
    graph.execute_query(
        "CREATE (:Place {name: 'Makhachkala', aliases: ['Махачкала']}), (:Person {name: 'Will Is', aliases: []})",
        database_=DATABASE,
    )
    for query, expected in (("махачкала", "Makhachkala"), ("makhachkla~", "Makhachkala"), ("is", "Will Is")):
        records, _, _ = graph.execute_query(
            "CALL db.index.fulltext.queryNodes('names', $query) YIELD node RETURN node.name AS name",
            query=query,
            database_=DATABASE,
        )
        assert [record["name"] for record in records] == [expected]
