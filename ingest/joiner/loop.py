"""What is due, batch by batch."""

import time
from collections.abc import Callable
from dataclasses import dataclass, fields
from threading import Event
from typing import TypeAlias

from neo4j import Driver, ManagedTransaction

from graph_schema.cypher import load
from graph_schema.version import bump
from ingest.graph_writer import rows_of
from ingest.joiner.closure import join
from ingest.joiner.facts import find_facts
from ingest.joiner.families import ENTITIES, INCIDENTS
from ingest.joiner.texts import find_copies
from ingest.withheld import withhold

BATCH = 500  # references joined together: those of some 30 articles
TEXTS = 50  # articles whose text is compared together


@dataclass(slots=True)
class Joined:
    """What joining did.

    Attributes:
        due: references that were due.
        articles: articles whose text was due to be compared.
        examined: references looked at for them.
        compared: pairs of references that were compared.
        moved: references that stand for something else than before.
        findings: findings written.
        seconds: how long it took.
    """

    due: int = 0
    articles: int = 0
    examined: int = 0
    compared: int = 0
    moved: int = 0
    findings: int = 0
    seconds: float = 0.0

    def add(self, other: "Joined") -> None:
        """Count another batch."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    @property
    def idle(self) -> bool:
        """Whether nothing was due."""
        return not self.due and not self.articles


Progress: TypeAlias = Callable[[Joined], None]


def waiting_to_join(driver: Driver, database: str) -> int:
    """How many references are due."""
    with driver.session(database=database) as session:
        return session.execute_read(lambda tx: rows_of(tx, "joining/waiting.cypher"))[0]["waiting"]


def make_all_due(driver: Driver, database: str) -> None:
    """Let everything be joined again; the outcome is the same unless code, models or decisions have changed."""
    with driver.session(database=database) as session:
        for query in ("joining/every_reference.cypher", "joining/every_article.cypher"):
            session.run(load(query)).consume()


def join_due(
    driver: Driver, database: str, stop: Event, progress: Progress = lambda _: None, batch: int = BATCH
) -> Joined:
    """Join until nothing is due, or until `stop` is set; several at once wait for one another."""
    total = Joined()
    with driver.session(database=database) as session:
        while not stop.is_set():
            began = time.perf_counter()
            one = session.execute_write(_join, batch)
            one.seconds = time.perf_counter() - began
            if one.idle:
                break
            total.add(one)
            progress(total)
    return total


def _join(tx: ManagedTransaction, batch: int) -> Joined:
    due = rows_of(tx, "joining/due.cypher", limit=batch)
    texts = find_copies(tx, TEXTS)
    entities = join(tx, ENTITIES, [row["id"] for row in due if row["kind"] != "incident"])
    incidents = join(tx, INCIDENTS, [row["id"] for row in due if row["kind"] == "incident"])
    findings = find_facts(tx, incidents.bearers, entities.moved, texts.changed)
    tx.run(load("joining/done.cypher"), ids=[row["id"] for row in due]).consume()
    withhold(tx, entities.bearers)
    if due or texts.due:
        bump(tx)
    return Joined(
        due=len(due),
        articles=texts.due,
        examined=entities.examined + incidents.examined,
        compared=entities.compared + incidents.compared,
        moved=len(entities.moved) + len(incidents.moved),
        findings=findings,
    )
