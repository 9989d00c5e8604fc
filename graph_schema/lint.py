"""The graph lint: what the Community edition cannot enforce, each rule a read query that returns what breaks it."""

from dataclasses import dataclass, fields
from types import NoneType
from typing import get_args, get_type_hints

from neo4j import READ_ACCESS, Driver
from pydantic.alias_generators import to_camel

from graph_schema import cypher
from graph_schema.model import NODES, RELATIONSHIPS, Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A node that breaks an invariant: which (the name of its file, and its words), the node's id, and how."""

    invariant: str
    rule: str
    id: str
    why: str


def run_lint(driver: Driver, database: str) -> list[Violation]:
    """Everything in the graph that breaks an invariant, by invariant, then by id; empty when all is well.

    Reads every node and relationship: minutes on millions. Raises what the driver raises.
    """
    parameters = {
        "required": {record.label: required_properties(record) for record in NODES},
        "relationships": {
            name: {"starts": list(starts), "ends": list(ends)} for name, (starts, ends) in RELATIONSHIPS.items()
        },
    }
    violations: list[Violation] = []
    with driver.session(database=database, default_access_mode=READ_ACCESS) as session:
        for name in cypher.names("lint"):
            invariant, rule = name.removeprefix("lint/").removesuffix(".cypher"), cypher.purpose(name)
            rows = session.run(cypher.load(name), parameters)
            found = [Violation(invariant=invariant, rule=rule, id=row["id"], why=row["why"]) for row in rows]
            violations += sorted(found, key=lambda violation: (violation.id, violation.why))
    return violations


def required_properties(record: type[Node]) -> list[str]:
    """The graph's names of the properties that a node of this kind must have: those that cannot be None."""
    hints = get_type_hints(record)
    return [to_camel(field.name) for field in fields(record) if NoneType not in get_args(hints[field.name])]
