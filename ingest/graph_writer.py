"""Readings in, one transaction a batch out."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

from neo4j import Driver, ManagedTransaction

from graph_schema.cypher import load
from graph_schema.model import Node, Run, properties
from graph_schema.version import bump
from ingest.joining.bearers import Bearer
from ingest.resolution.reading import Edge, Reading
from ingest.withheld import withhold

# Written in this order by every worker: shared nodes first, each list sorted by id, so that writers never deadlock.
BEARER_WRITES: Mapping[str, str] = {
    "Place": "writes/node_place.cypher",
    "Person": "writes/node_person.cypher",
    "Organisation": "writes/node_organisation.cypher",
    "Group": "writes/node_group.cypher",
    "Incident": "writes/node_incident.cypher",
}
NODE_WRITES: Mapping[str, str] = {
    "Source": "writes/node_source.cypher",
    "Key": "writes/node_key.cypher",
    "Sentence": "writes/node_sentence.cypher",
    "Mention": "writes/node_mention.cypher",
    "Claim": "writes/node_claim.cypher",
}
EDGE_WRITES: Mapping[str, str] = {
    "CALLS": "writes/edge_calls.cypher",
    "KEYED": "writes/edge_keyed.cypher",
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
OPEN_END: Mapping[str, str] = {"SAID": "start", "ATTRIBUTED_VIA": "end", "STANDS_FOR": "end", "KEYED": "start"}
LABEL_OF_PREFIX = {
    "art": "Article",
    "src": "Source",
    "ref": "Reference",
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
    fenced = rows_of(
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
    tx.run(load("writes/finish_uncall.cypher"), articles=articles).consume()
    touched = [id_ for row in rows_of(tx, "writes/finish_clear.cypher", articles=articles) for id_ in row["touched"]]
    _run(tx, "writes/node_run.cypher", node_rows([run]))
    _run(tx, "writes/article_setting.cypher", [_setting_row(reading) for reading in kept])
    references = node_rows(node for r in kept for node in r.nodes.get("Reference", {}).values())
    fresh = {row["id"] for row in rows_of(tx, "writes/node_reference.cypher", rows=references)}
    write_bearers(tx, {id_: one for r in kept for id_, one in r.alone.items() if id_ in fresh}, joined=False)
    for label, write in NODE_WRITES.items():
        _run(tx, write, node_rows(node for r in kept for node in r.nodes.get(label, {}).values()))
    _run(tx, "writes/edge_read_by.cypher", edge_rows("READ_BY", (Edge(r.revision.id, run.id, {}) for r in kept)))
    for kind, write in EDGE_WRITES.items():
        _run(tx, write, edge_rows(kind, (edge for r in kept for edge in r.edges.get(kind, {}).values())))
    if touched:
        tx.run(load("writes/sweep_source.cypher"), ids=sorted(touched)).consume()
    withhold(tx, [row["id"] for row in rows_of(tx, "writes/finish_persons.cypher", articles=articles)])
    bump(tx)
    return {row["id"] for row in fenced}


def write_bearers(tx: ManagedTransaction, bearers: Mapping[str, Bearer], *, joined: bool) -> set[str]:
    """Write the node that each reference (by id) stands for; returns the ids of nodes they stood for before.

    `joined`: the nodes tell what all articles say, and replace what a single one said.
    """
    unique = {one.node.id: one for one in bearers.values()}
    places = {place.id: place for one in unique.values() for place in one.lies_in}
    by_label: dict[str, list[Node]] = {"Place": list(places.values())}
    for one in unique.values():
        by_label.setdefault(one.node.label, []).append(one.node)
    for label, write in BEARER_WRITES.items():
        _run(tx, write, node_rows(by_label.get(label, ())), joined=joined)
    chains = (
        Edge(inner.id, outer.id, {}) for one in unique.values() for inner, outer in pairwise((one.node, *one.lies_in))
    )
    _run(tx, "writes/edge_part_of.cypher", edge_rows("PART_OF", {(e.start, e.end): e for e in chains}.values()))
    standing = [Edge(reference, one.node.id, {}) for reference, one in bearers.items()]
    rows = edge_rows("STANDS_FOR", standing)
    before = {row["before"] for row in rows_of(tx, "writes/edge_stands_for.cypher", rows=rows)} if rows else set[str]()
    happened = [Edge(one.node.id, one.at, {}) for one in unique.values() if one.at]
    _run(tx, "writes/edge_occurred_at.cypher", edge_rows("OCCURRED_AT", happened))
    return before - {None} - set(unique)


def _setting_row(reading: Reading) -> Row:
    setting = reading.setting
    return {
        "id": reading.revision.article,
        "places": list(setting.places),
        "countries": list(setting.countries),
        "company": list(setting.company),
    }


def node_rows(nodes: Iterable[Node]) -> list[Row]:
    """Parameters of a node write, sorted by id."""
    unique = {node.id: properties(node) for node in nodes}
    return [unique[id_] for id_ in sorted(unique)]


def edge_rows(kind: str, edges: Iterable[Edge]) -> list[Row]:
    """Parameters of a relationship write, sorted by both ends; `label` is that of an end that can have several."""
    rows: list[Row] = []
    for edge in sorted(edges, key=lambda e: (e.start, e.end)):
        row: Row = {"start": edge.start, "end": edge.end, "properties": edge.properties}
        if kind in OPEN_END:
            row["label"] = LABEL_OF_PREFIX[row[OPEN_END[kind]].partition("-")[0]]
        rows.append(row)
    return rows


def _run(tx: ManagedTransaction, write: str, rows: list[Row], **parameters: Any) -> None:
    if rows:
        tx.run(load(write), rows=rows, **parameters).consume()


def rows_of(tx: ManagedTransaction, write: str, **parameters: Any) -> list[Row]:
    """The rows that a statement returns."""
    return tx.run(load(write), **parameters).data()
