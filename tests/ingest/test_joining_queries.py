"""What joining one more article costs must not grow with the graph: its queries start from indexes."""

from collections.abc import Iterator
from typing import Any

import pytest
from neo4j import Driver

from graph_schema import cypher

DATABASE = "neo4j"
OF_EVERYTHING = {"joining/every_article.cypher", "joining/every_reference.cypher"}


def operators(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["operatorType"]
    for child in plan.get("children", ()):
        yield from operators(child)


@pytest.mark.parametrize("name", sorted(set(cypher.names("joining")) - OF_EVERYTHING))
def test_no_query_of_joining_scans_a_label_or_a_type(driver: Driver, name: str) -> None:
    with driver.session(database=DATABASE) as session:
        plan = session.run(f"EXPLAIN {cypher.load(name)}").consume().plan  # pyright: ignore[reportArgumentType]
    assert plan is not None
    scans = [operator for operator in operators(plan) if "Scan" in operator and "Index" not in operator]
    assert not scans
