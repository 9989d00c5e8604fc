"""Readings in, one transaction a batch out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from neo4j import Driver, ManagedTransaction

from graph_schema.cypher import load
from graph_schema.model import Node, Run, properties
from ingest.resolution.reading import Edge, Reading

# Written in this order by every worker: shared nodes first, each list sorted by id, so that writers never deadlock.
NODE_WRITES: Mapping[str, str] = {
    "Source": "writes/node_source.cypher",
    "Place": "writes/node_place.cypher",
    "Person": "writes/node_person.cypher",
    "Organisation": "writes/node_organisation.cypher",
    "Group": "writes/node_group.cypher",
    "Incident": "writes/node_incident.cypher",
    "Sentence": "writes/node_sentence.cypher",
    "Mention": "writes/node_mention.cypher",
    "Claim": "writes/node_claim.cypher",
}
EDGE_WRITES: Mapping[str, str] = {
    "PART_OF": "writes/edge_part_of.cypher",
    "OCCURRED_AT": "writes/edge_occurred_at.cypher",
    "HAS_SENTENCE": "writes/edge_has_sentence.cypher",
    "HAS_MENTION": "writes/edge_has_mention.cypher",
    "REFERS_TO": "writes/edge_refers_to.cypher",
    "EVIDENCED_BY": "writes/edge_evidenced_by.cypher",
    "SAID": "writes/edge_said.cypher",
    "ATTRIBUTED_VIA": "writes/edge_attributed_via.cypher",
    "ABOUT": "writes/edge_about.cypher",
    "REPORTED": "writes/edge_reported.cypher",
}
# These relationships have one end of several labels; their rows name that label, so that the write seeks its index.
OPEN_END: Mapping[str, str] = {"REFERS_TO": "end", "SAID": "start", "ATTRIBUTED_VIA": "end", "ABOUT": "end"}

# Inner nodes before outer ones: a place can go only after what happened there and what lies in it.
SWEEPS = (
    "writes/sweep_incident.cypher",
    "writes/sweep_person.cypher",
    "writes/sweep_organisation.cypher",
    "writes/sweep_group.cypher",
    "writes/sweep_source.cypher",
    "writes/sweep_place.cypher",
    "writes/sweep_place.cypher",
    "writes/sweep_place.cypher",
)

LABEL_OF_PREFIX = {
    "src": "Source",
    "per": "Person",
    "org": "Organisation",
    "grp": "Group",
    "plc": "Place",
    "inc": "Incident",
}

Row: TypeAlias = dict[str, Any]


def write_readings(driver: Driver, database: str, token: str, readings: Sequence[Reading], run: Run) -> set[str]:
    """Write a batch in one transaction and file its revisions as done.

    Returns the ids that were filed. A revision whose lease another worker has taken over is left to that worker: its
    reading is thrown away. A text that a later one of the same article supersedes is filed without writing.
    """
    with driver.session(database=database) as session:
        return session.execute_write(_write, token, readings, run)


def _write(tx: ManagedTransaction, token: str, readings: Sequence[Reading], run: Run) -> set[str]:
    fenced = _rows(
        tx,
        "writes/finish_fence.cypher",
        rows=sorted(
            ({"id": r.revision.id, "article": r.revision.article} for r in readings), key=lambda row: row["article"]
        ),
        token=token,
    )
    current = {row["id"] for row in fenced if not row["superseded"]}
    kept = [reading for reading in readings if reading.revision.id in current]
    articles = sorted({reading.revision.article for reading in kept})
    tx.run(load("writes/finish_runs.cypher"), articles=articles).consume()
    touched = [id_ for row in _rows(tx, "writes/finish_clear.cypher", articles=articles) for id_ in row["touched"]]
    _run(tx, "writes/node_run.cypher", node_rows([run]))
    for label, write in NODE_WRITES.items():
        _run(tx, write, node_rows(node for r in kept for node in r.nodes.get(label, {}).values()))
    _run(tx, "writes/edge_read_by.cypher", edge_rows("READ_BY", (Edge(r.revision.id, run.id, {}) for r in kept)))
    for kind, write in EDGE_WRITES.items():
        _run(tx, write, edge_rows(kind, (edge for r in kept for edge in r.edges.get(kind, {}).values())))
    if touched:
        for sweep in SWEEPS:
            tx.run(load(sweep), ids=sorted(touched)).consume()
    return {row["id"] for row in fenced}


def node_rows(nodes: Iterable[Node]) -> list[Row]:
    """Parameters of a node write, sorted by id."""
    unique = {node.id: properties(node) for node in nodes}
    return [unique[id_] for id_ in sorted(unique)]


def edge_rows(kind: str, edges: Iterable[Edge]) -> list[Row]:
    """Parameters of a relationship write, sorted by both ends; an end that can have several labels is `other`."""
    rows: list[Row] = []
    for edge in sorted(edges, key=lambda e: (e.start, e.end)):
        row: Row = {"start": edge.start, "end": edge.end, "properties": edge.properties}
        if kind in OPEN_END:
            row["other"] = row[OPEN_END[kind]]
            row["label"] = LABEL_OF_PREFIX[row["other"].partition("-")[0]]
        rows.append(row)
    return rows


def _run(tx: ManagedTransaction, write: str, rows: list[Row]) -> None:
    if rows:
        tx.run(load(write), rows=rows).consume()


def _rows(tx: ManagedTransaction, write: str, **parameters: Any) -> list[Row]:
    return tx.run(load(write), **parameters).data()
