"""One family of references: what is due, with all that it may change, is grouped again and stands for what it means."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Generic

from neo4j import ManagedTransaction

from graph_schema.cypher import load
from ingest.graph_writer import Row, rows_of, write_bearers
from ingest.joiner.families import Family, Item
from ingest.joining.bearers import Bearer
from ingest.joining.clusters import Pair
from ingest.joining.judgement import Judgement, judged

RELINKS = ("joining/relink_back.cypher", "joining/relink.cypher")
MOVES = (
    "joining/move_refers_to.cypher",
    "joining/move_said.cypher",
    "joining/move_attributed_via.cypher",
    "joining/move_about.cypher",
    "joining/move_occurred_at.cypher",
)


@dataclass(frozen=True, slots=True)
class Changes:
    """What joining a family did: ids of the nodes that it may have changed, and of the references that moved.

    `examined` and `compared` count references and pairs.
    """

    bearers: Collection[str] = ()
    moved: Collection[str] = ()
    examined: int = 0
    compared: int = 0


def join(tx: ManagedTransaction, family: Family[Item], due: Collection[str]) -> Changes:
    """Join the references that are due, by id, with all that may be the same."""
    if not due:
        return Changes()
    used = {row["id"] for move in RELINKS for row in rows_of(tx, move, ids=sorted(due))}
    left = rows_of(tx, "joining/sweep_references.cypher", ids=sorted({*due, *used}))
    fresh = {*due, *used, *(other for row in left for other in row["others"])}
    known = _Known(tx, family)
    items = {id_: known.items[id_] for id_ in sorted(known.closure(fresh))}
    joined = family.group(items, known.decided("positive"), known.decided("negative"))
    standing = _by_bearer(known.bearers, items)
    bearers: dict[str, Bearer] = {}
    for group in joined.groups:
        # a node changes where others than before stand for it, or what one of them says
        if set(group) != standing.get(known.bearers[group[0]]) or not fresh.isdisjoint(group):
            bearers |= dict.fromkeys(group, family.bearer([items[member] for member in group]))
    moved = sorted(id_ for id_, one in bearers.items() if id_ in used or known.bearers[id_] != one.node.id)
    _judge(tx, [one for one in known.judged if one.one in items and one.other in items], joined.judgements)
    nodes = sorted({one.node.id for one in bearers.values()})
    tx.run(load("joining/places_clear.cypher"), ids=nodes).consume()
    before = write_bearers(tx, bearers, joined=True)
    for move in MOVES:
        tx.run(load(move), ids=moved).consume()
    _sweep(tx, before | {row["bearer"] for row in left} - {None})
    return Changes(nodes, moved, len(known.items), joined.compared)


def _by_bearer(bearers: Mapping[str, str], ids: Iterable[str]) -> dict[str, set[str]]:
    """For each node the references that stood for it; all of them, as what stands beside a reference is looked at."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for id_ in ids:
        found[bearers[id_]].add(id_)
    return found


@dataclass
class _Known(Generic[Item]):
    """What was loaded of references so far: what they are, stand for, were judged beside, and what was decided."""

    tx: ManagedTransaction
    family: Family[Item]
    items: dict[str, Item] = field(default_factory=dict)
    bearers: dict[str, str] = field(default_factory=dict[str, str])
    beside: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    decisions: dict[Pair, str] = field(default_factory=dict[Pair, str])
    judged: set[Judgement] = field(default_factory=set[Judgement])

    def closure(self, due: Iterable[str]) -> set[str]:
        """The due references with all that they, or what they are joined with, may be the same as."""
        closed: set[str] = set()
        reached = self._load(due)
        while reached:
            closed |= reached
            pairs = self._candidates(reached)
            beside = {other for id_ in reached for other in self.beside[id_]}
            found = self._load(beside | {other for _, other in pairs})
            new = found - closed
            seen = {**self.items, **self.family.wholes(self.items, self.decided("positive"))}
            linked = {other for one, other in pairs if other in new and self.family.linked(seen[one], seen[other])}
            reached = (linked | beside & found) - closed
        return closed

    def decided(self, verdict: str) -> list[Pair]:
        """The pairs of loaded references that a person decided about in this way."""
        made = (pair for pair, given in self.decisions.items() if given == verdict)
        return sorted(pair for pair in made if pair[0] in self.items and pair[1] in self.items)

    def _candidates(self, ids: Iterable[str]) -> list[Pair]:
        wanted = [{"id": id_, "keys": sorted(self.family.sought(self.items[id_]))} for id_ in sorted(ids)]
        return [(row["one"], row["other"]) for row in rows_of(self.tx, "joining/candidates.cypher", rows=wanted)]

    def _load(self, ids: Iterable[str]) -> set[str]:
        """Those of the references that an article uses, with all that people decided are the same."""
        wanted, tried = set(ids), set(self.items)
        missing = wanted - tried
        while missing:
            for row in rows_of(self.tx, "joining/references.cypher", ids=sorted(missing)):
                self._keep(row)
            tried |= missing
            same = (pair for pair, verdict in self.decisions.items() if verdict == "positive")
            missing = {id_ for pair in same for id_ in pair} - tried
        return wanted & self.items.keys()

    def _keep(self, row: Row) -> None:
        id_ = row["id"]
        self.items[id_] = self.family.item(row)
        self.bearers[id_] = row["bearer"]
        self.beside[id_] = {*row["mates"], *(one["other"] for one in row["judged"])}
        for one in row["judged"]:
            if one["decision"] is not None:
                self.decisions[min(id_, one["other"]), max(id_, one["other"])] = one["verdict"]
            else:
                self.judged.add(judged(id_, one["other"], one["verdict"], one["score"], one["why"]))


def _judge(tx: ManagedTransaction, before: Collection[Judgement], now: Iterable[Judgement]) -> None:
    """Keep why references were joined, and what is left for people to judge; refusals are made again when needed."""
    kept = {judgement for judgement in now if judgement.verdict != "negative"}
    gone, new = set(before) - kept, kept - set(before)
    tx.run(load("joining/judgements_clear.cypher"), rows=_rows(gone)).consume()
    tx.run(load("joining/judgements.cypher"), rows=_rows(new)).consume()


def _rows(judgements: Iterable[Judgement]) -> list[Row]:
    return sorted(map(asdict, judgements), key=lambda row: (row["one"], row["other"]))


def _sweep(tx: ManagedTransaction, nodes: set[str]) -> None:
    tx.run(load("joining/sweep_entities.cypher"), ids=sorted(nodes)).consume()
    places = sorted(id_ for id_ in nodes if id_.startswith("plc-"))
    while places:
        places = [row["id"] for row in rows_of(tx, "joining/sweep_places.cypher", ids=places)]
