"""Joining in the graph: references that are due are judged against what may be the same, and stand for what they mean.

A batch is one transaction. What one new article changes is found by keys and by what was joined or doubted before, so
that nothing else is looked at; the outcome is the same as when everything is joined at once.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from threading import Event
from typing import Any, TypeAlias

from neo4j import Driver, ManagedTransaction

from graph_schema.cypher import load
from ingest.graph_writer import Row, rows_of, write_bearers
from ingest.joining.bearers import Bearer, bearer
from ingest.joining.clusters import Pair, components
from ingest.joining.entities import are_linked, as_one, group_references
from ingest.joining.judgement import Judgement
from ingest.joining.references import Reference, Setting, Use
from ingest.nlp.gazetteer import match

BATCH = 500  # references joined together: those of some 30 articles
MOVES = (
    "joining/move_refers_to.cypher",
    "joining/move_said.cypher",
    "joining/move_attributed_via.cypher",
    "joining/move_about.cypher",
    "joining/move_occurred_at.cypher",
)


@dataclass(slots=True)
class Joined:
    """What joining did: references that were due, those examined for them, pairs compared, references that moved."""

    due: int = 0
    examined: int = 0
    compared: int = 0
    moved: int = 0

    def add(self, other: "Joined") -> None:
        """Count another batch."""
        self.due += other.due
        self.examined += other.examined
        self.compared += other.compared
        self.moved += other.moved


Progress: TypeAlias = Callable[[Joined], None]


def waiting_to_join(driver: Driver, database: str) -> int:
    """How many references are due."""
    with driver.session(database=database) as session:
        return session.execute_read(lambda tx: tx.run(load("joining/waiting.cypher")).data())[0]["waiting"]


def make_all_due(driver: Driver, database: str) -> None:
    """Let everything be joined again; the outcome is the same unless code, models or decisions have changed."""
    with driver.session(database=database) as session:
        session.run(load("joining/everything.cypher")).consume()


def join_due(
    driver: Driver, database: str, stop: Event, progress: Progress = lambda _: None, batch: int = BATCH
) -> Joined:
    """Join until no reference is due, or until `stop` is set; several at once wait for one another."""
    total = Joined()
    with driver.session(database=database) as session:
        while not stop.is_set():
            one = session.execute_write(_join, batch)
            if not one.due:
                break
            total.add(one)
            progress(total)
    return total


def _join(tx: ManagedTransaction, batch: int) -> Joined:
    due = [row["id"] for row in rows_of(tx, "joining/due.cypher", limit=batch)]
    if not due:
        return Joined()
    gone = {row["entity"] for row in rows_of(tx, "joining/sweep_references.cypher", ids=due)}
    known = _Known(tx)
    closed = known.closure(due)
    references = [known.references[id_] for id_ in sorted(closed)]
    joined = group_references(references, known.decided("positive"), known.decided("negative"))
    bearers: dict[str, Bearer] = {}
    for group in joined.groups:
        one = bearer([known.references[member] for member in group.members])
        bearers |= dict.fromkeys(group.members, one)
    moved = sorted(id_ for id_, one in bearers.items() if known.entities[id_] != one.node.id)
    _judge(tx, sorted(closed), joined.judgements)
    tx.run(load("joining/around_clear.cypher"), ids=sorted({one.node.id for one in bearers.values()})).consume()
    before = write_bearers(tx, bearers, joined=True)
    for move in MOVES:
        tx.run(load(move), ids=moved).consume()
    _sweep(tx, before | gone - {None})
    tx.run(load("joining/done.cypher"), ids=due).consume()
    return Joined(len(due), len(known.references), joined.examined, len(moved))


@dataclass
class _Known:
    """What was loaded of references so far."""

    tx: ManagedTransaction
    references: dict[str, Reference] = field(default_factory=dict[str, Reference])
    entities: dict[str, str] = field(default_factory=dict[str, str])
    beside: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    decisions: dict[Pair, str] = field(default_factory=dict[Pair, str])

    def closure(self, due: Iterable[str]) -> set[str]:
        """The due references with all that they, or what they are joined with, may be the same as."""
        closed: set[str] = set()
        reached = self._load(due)
        while reached:
            closed |= reached
            beside = {other for id_ in reached for other in self.beside[id_]}
            pairs = [
                (row["one"], row["other"]) for row in rows_of(self.tx, "joining/candidates.cypher", ids=sorted(reached))
            ]
            found = self._load(beside | {other for _, other in pairs})
            new, seen = found - closed, self.references | self._wholes()
            linked = {other for one, other in pairs if other in new and are_linked(seen[one], seen[other])}
            reached = (linked | beside & found) - closed
        return closed

    def decided(self, verdict: str) -> list[Pair]:
        """The pairs that a person decided about in this way."""
        return sorted(pair for pair, given in self.decisions.items() if given == verdict)

    def _load(self, ids: Iterable[str]) -> set[str]:
        """Those of the references that exist, with all that people decided are the same."""
        wanted, missing = set(ids), set(ids) - self.references.keys()
        while missing:
            for row in rows_of(self.tx, "joining/references.cypher", ids=sorted(missing)):
                if row["kind"] != "incident":
                    self._keep(row)
            missing = {id_ for pair in self.decided("positive") for id_ in pair} - self.references.keys() - missing
        return wanted & self.references.keys()

    def _wholes(self) -> dict[str, Reference]:
        """For each reference that people decided is the same as others, all of those as one."""
        pairs = self.decided("positive")
        members = sorted({id_ for pair in pairs for id_ in pair})
        found: dict[str, Reference] = {}
        for part in components(members, pairs):
            found |= dict.fromkeys(part, as_one([self.references[id_] for id_ in part]))
        return found

    def _keep(self, row: Row) -> None:
        id_ = row["id"]
        place = match(row["row"]) if row["row"] is not None else None
        self.references[id_] = Reference(id_, row["kind"], place, tuple(map(_use, row["uses"])))
        self.entities[id_] = row["entity"]
        self.beside[id_] = {*row["mates"], *(one["other"] for one in row["judged"])}
        for one in row["judged"]:
            if one["decision"] is not None:
                self.decisions[min(id_, one["other"]), max(id_, one["other"])] = one["verdict"]


def _use(row: Mapping[str, Any]) -> Use:
    within = match(row["within"]) if row["within"] is not None else None
    setting = Setting(tuple(row["places"]), tuple(row["countries"]), tuple(row["company"]))
    return Use(row["name"], tuple(row["aliases"]), tuple(row["roles"]), within, row["published"], setting)


def _judge(tx: ManagedTransaction, ids: list[str], judgements: Iterable[Judgement]) -> None:
    """Keep why references were joined, and what is left for people to judge; refusals are made again when needed."""
    tx.run(load("joining/judgements_clear.cypher"), ids=ids).consume()
    rows = [
        {"one": j.one, "other": j.other, "verdict": j.verdict, "score": j.score, "why": j.why}
        for j in judgements
        if j.verdict != "negative"
    ]
    tx.run(load("joining/judgements.cypher"), rows=rows).consume()


def _sweep(tx: ManagedTransaction, entities: set[str]) -> None:
    tx.run(load("joining/sweep_entities.cypher"), ids=sorted(entities)).consume()
    places = sorted(id_ for id_ in entities if id_.startswith("plc-"))
    while places:
        places = [row["id"] for row in rows_of(tx, "joining/sweep_places.cypher", ids=places)]
