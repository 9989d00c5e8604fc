"""What people decide about who or what is the same: recorded with author, time and reason, and taken back exactly.

A decision is about pairs of references, which no reading and no newer pipeline renames. It is recorded at once;
joining, which every decision makes due, brings the graph in line with it. Only judgements change: no node is destroyed
that a retracted decision could not bring back.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from neo4j import READ_ACCESS, Driver, ManagedTransaction
from pydantic.alias_generators import to_snake

from graph_schema.cypher import load
from graph_schema.errors import DecisionRefused
from graph_schema.ids import content_id
from graph_schema.model import Decision, DecisionKind, Review, properties
from graph_schema.version import bump

Pair = tuple[str, str]
Row = dict[str, str]
Verdict = Literal["positive", "negative"]


class Curator:
    """Somebody who decides. Ids are of entities, incidents or references; an id of before a merge is good.

    Raises DecisionRefused, with nothing changed, when an id is unknown, a reason is missing, or a decision that stands
    says the opposite.
    """

    def __init__(self, driver: Driver, database: str, actor: str) -> None:
        if not actor.strip():
            raise DecisionRefused("a decision needs an author")
        self._driver = driver
        self._database = database
        self._actor = actor

    def merge(self, one: str, other: str, reason: str) -> Decision:
        """Decide that two are the same."""
        return self._write(lambda tx: self._alike(tx, "merge", one, other, reason))

    def confirm(self, one: str, other: str, reason: str) -> Decision:
        """Decide that two references that were judged to be the same are: they are not judged again."""
        return self._write(lambda tx: self._alike(tx, "confirm", one, other, reason))

    def reject(self, one: str, other: str, reason: str) -> Decision:
        """Decide that two are not the same, with all that stands for them now: they are never proposed again."""
        return self._write(lambda tx: self._unlike(tx, one, other, reason))

    def split(self, entity: str, references: Sequence[str], reason: str) -> Decision:
        """Decide that some references of an entity or incident stand for something else than its others do.

        Raises DecisionRefused also when a reference does not stand for it, or none would be left on a side.
        """
        return self._write(lambda tx: self._split(tx, entity, references, reason))

    def relink(self, article: str, one: str, other: str, reason: str) -> Decision:
        """Decide that in one article what was read as `one` stands for `other`; other articles keep their `one`.

        Raises DecisionRefused also when the article does not speak of it, or it is an incident, which belongs to one
        article only: split it off and merge it.
        """
        return self._write(lambda tx: self._relink(tx, article, one, other, reason))

    def undo(self, decision: str) -> Decision:
        """Take a decision back. It stays on record; what it was about is judged as if it had never been made."""

        def retract(tx: ManagedTransaction) -> Decision:
            rows = tx.run(load("decisions/retract.cypher"), id=decision, actor=self._actor, at=_now()).data()
            if not rows:
                raise DecisionRefused(f"{decision}: no decision that stands has this id")
            return _decision(rows[0])

        return self._write(retract)

    def _write(self, work: Callable[[ManagedTransaction], Decision]) -> Decision:
        def write(tx: ManagedTransaction) -> Decision:
            decision = work(tx)
            bump(tx)
            return decision

        with self._driver.session(database=self._database) as session:
            return session.execute_write(write)

    def _alike(self, tx: ManagedTransaction, kind: DecisionKind, one: str, other: str, reason: str) -> Decision:
        first, second = _resolve(tx, one), _resolve(tx, other)
        if first.seed == second.seed:
            raise DecisionRefused(f"{one} and {other} are one reference")
        if kind == "merge" and first.entity == second.entity:
            raise DecisionRefused(f"{one} and {other} stand for {first.entity} already")
        summary = f"{kind} {first.name} ({one}) and {second.name} ({other})"
        return self._record(tx, kind, summary, reason, _rows("positive", [(first.seed, second.seed)]))

    def _unlike(self, tx: ManagedTransaction, one: str, other: str, reason: str) -> Decision:
        first, second = _resolve(tx, one), _resolve(tx, other)
        if first.entity == second.entity:
            raise DecisionRefused(f"{one} and {other} stand for {first.entity}: split off what does not belong to it")
        pairs = [(a, b) for a in first.members for b in second.members]
        summary = f"reject {first.name} ({one}) as {second.name} ({other})"
        return self._record(tx, "reject", summary, reason, _rows("negative", pairs))

    def _split(self, tx: ManagedTransaction, entity: str, references: Sequence[str], reason: str) -> Decision:
        whole = _resolve(tx, entity)
        taken = sorted(set(references))
        foreign = [id_ for id_ in taken if id_ not in whole.members]
        if foreign:
            raise DecisionRefused(f"{', '.join(foreign)}: does not stand for {whole.entity}")
        left = [id_ for id_ in whole.members if id_ not in taken]
        if not taken or not left:
            raise DecisionRefused(f"{entity}: a split needs references on both sides, not {len(taken)} and {len(left)}")
        summary = f"split {len(taken)} of {len(whole.members)} references off {whole.name} ({entity})"
        return self._record(tx, "split", summary, reason, _rows("negative", [(a, b) for a in taken for b in left]))

    def _relink(self, tx: ManagedTransaction, article: str, one: str, other: str, reason: str) -> Decision:
        first, second = _resolve(tx, one), _resolve(tx, other)
        if first.entity == second.entity:
            raise DecisionRefused(f"{one} and {other} stand for {first.entity} already")
        called = tx.run(load("decisions/called.cypher"), article=article, ids=first.members).data()
        if not called:
            raise DecisionRefused(f"{article} does not speak of {first.name} ({one})")
        apart = {row["id"]: content_id("ref", row["id"], article) for row in called}
        rows = [{"reference": id_, "apart": new} for id_, new in apart.items()]
        tx.run(load("decisions/apart.cypher"), article=article, rows=rows).consume()
        summary = f"relink {first.name} ({one}) in {article} to {second.name} ({other})"
        same = [(new, second.seed) for new in apart.values()]
        different = [(new, id_) for new in apart.values() for id_ in first.members]
        decision = self._record(
            tx, "relink", summary, reason, [*_rows("positive", same), *_rows("negative", different)]
        )
        tx.run(load("decisions/relink.cypher"), article=article, rows=rows, decision=decision.id).consume()
        return decision

    def _record(
        self, tx: ManagedTransaction, kind: DecisionKind, summary: str, reason: str, rows: list[Row]
    ) -> Decision:
        if not reason.strip():
            raise DecisionRefused(f"{summary}: a decision needs a reason")
        against = [row["decision"] for row in tx.run(load("decisions/conflicts.cypher"), rows=rows)]
        if against:
            raise DecisionRefused(f"{summary}: contradicts {', '.join(against)}, which must be taken back first")
        at = _now()
        id_ = content_id("dec", summary, self._actor, at)
        decision = Decision(id=id_, kind=kind, actor=self._actor, at=at, reason=reason, summary=summary)
        tx.run(load("decisions/record.cypher"), decision=properties(decision), rows=rows).consume()
        return decision


def decisions(driver: Driver, database: str, about: str | None = None, limit: int = 100) -> list[Decision]:
    """What was decided, newest first, taken back or not: of everything, or of what an id stands for."""
    return [_decision(row) for row in _read(driver, database, "decisions/list.cypher", id=about, limit=limit)]


def reviews(driver: Driver, database: str, limit: int = 100) -> list[Review]:
    """What joining is unsure of, the likeliest first."""
    return [Review(**row) for row in _read(driver, database, "decisions/reviews.cypher", limit=limit)]


@dataclass(frozen=True, slots=True)
class _Resolved:
    """What an id stands for: the reference it began with, the entity or incident, and all references to that."""

    seed: str
    name: str
    entity: str
    members: list[str]


def _resolve(tx: ManagedTransaction, id_: str) -> _Resolved:
    rows = tx.run(load("decisions/resolve.cypher"), id=id_).data() if "-" in id_ else []
    if not rows:
        raise DecisionRefused(f"{id_}: nothing that can be joined has this id")
    return _Resolved(**rows[0])


def _rows(verdict: Verdict, pairs: Sequence[Pair]) -> list[Row]:
    return [{"one": min(pair), "other": max(pair), "verdict": verdict} for pair in sorted(pairs)]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _decision(row: dict[str, Any]) -> Decision:
    return Decision(**{to_snake(key): value for key, value in row["decision"].items()})


def _read(driver: Driver, database: str, query: str, **parameters: Any) -> list[dict[str, Any]]:
    with driver.session(database=database, default_access_mode=READ_ACCESS) as session:
        return session.execute_read(lambda tx: tx.run(load(query), **parameters).data())
