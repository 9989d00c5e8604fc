"""One family of references: what is due, with all that it may change, is grouped again and stands for what it means."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass

from neo4j import ManagedTransaction

from graph_schema.cypher import load
from ingest.graph_writer import Row, rows_of, write_bearers
from ingest.joiner.families import Family
from ingest.joiner.known import Item, Known
from ingest.joining.bearers import Bearer
from ingest.joining.incidents import CROWDED
from ingest.joining.judgement import Judgement

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
    """What joining a family did: ids of the nodes that it may have changed, or of which more is told, and of the
    references that moved.

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
    known = Known(tx, family.item, CROWDED)
    told = known.changed({*due, *used})
    fresh = {*told, *used, *(other for row in left for other in row["others"])}
    fresh |= _crowding(tx, fresh, {key for row in left for key in row["keys"]})
    joined = family.regroup(known, fresh)
    firsts = known.mates_of(group[0] for group in joined.groups)
    bearers: dict[str, Bearer] = {}
    for group in joined.groups:
        # a node changes where others than before stand for it, or what one of them says
        if not fresh.isdisjoint(group) or {group[0], *firsts[group[0]]} != set(group):
            bearers |= dict.fromkeys(group, family.bearer([known.items[member] for member in group]))
    moved = sorted(id_ for id_, one in bearers.items() if id_ in used or known.bearers[id_] != one.node.id)
    _judge(tx, joined.before, joined.judgements)
    nodes = sorted({one.node.id for one in bearers.values()})
    tx.run(load("joining/places_clear.cypher"), ids=nodes).consume()
    before = write_bearers(tx, bearers, joined=True)
    for move in MOVES:
        tx.run(load(move), ids=moved).consume()
    _sweep(tx, before | {row["bearer"] for row in left} - {None})
    tx.run(load("joining/told.cypher"), rows=[{"id": id_, "told": told[id_]} for id_ in sorted(told)]).consume()
    spoken_of = {known.bearers[id_] for id_ in due if id_ in known.bearers} - {None, *before}
    return Changes(sorted(spoken_of.union(nodes)), moved, len(known.items), joined.compared)


def _crowding(tx: ManagedTransaction, references: Collection[str], keys: Collection[str]) -> set[str]:
    """References that meet others than before because a key of some references, or one that had some, got crowded."""
    rows = rows_of(tx, "joining/crowding.cypher", ids=sorted(references), keys=sorted(keys), crowded=CROWDED)
    return {row["id"] for row in rows}


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
