"""A whole graph of many articles in little time, by the server's own import: as reading and joining would leave it, but
for empty lists, which are left out as the import has no word for them.

What is joined is simpler than in a graph that grew: references stand for themselves, incidents of one town, day and
type are one, and what two outlets tell of one with the same kind of claim is a finding.
"""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, cast

from neo4j.spatial import Point, WGS84Point

from graph_schema import ids
from graph_schema.bulk import POINT, Columns, ImportFiles, columns, run_import
from graph_schema.migrate import shipped
from graph_schema.model import NODES, Claim, Finding, Incident, Node, Place, Source, properties
from graph_schema.settings import GraphSettings
from ingest.accept import records
from ingest.formats import parse_document
from ingest.joining.bearers import Bearer
from ingest.resolution.reading import Edge, ReadableRevision, Reading, resolve
from tests.scale.world import World, reading

MORE_PROPERTIES: Mapping[str, Mapping[str, str]] = {
    "Article": {"places": "long[]", "countries": "string[]", "company": "string[]"},
    "Revision": {"status": "string", "acceptedAt": "long", "readAt": "long", "attempt": "long"},
    "Place": {"location": POINT},
}
LEDGER = "Migration"
MIGRATION = {"id": "ID", "version": "long", "name": "string", "checksum": "string"}
EDGES: Mapping[str, Mapping[str, str]] = {
    "PUBLISHED": {},
    "HAS_REVISION": {},
    "READ_BY": {},
    "HAS_SENTENCE": {},
    "HAS_MENTION": {},
    "EVIDENCED_BY": {},
    "PART_OF": {},
    "STANDS_FOR": {},
    "KEYED": {},
    "ORIGINATES_FROM": {},
    "CORROBORATES": {},
    "CALLS": {
        "name": "string", "aliases": "string[]", "roles": "string[]", "within": "long",
        "at": "string", "place": "string", "precision": "string", "days": "string", "record": "string",
    },
    "REFERS_TO": {"method": "string", "reference": "string"},
    "SAID": {"verb": "string", "direct": "boolean", "reference": "string"},
    "ABOUT": {"role": "string", "reference": "string"},
    "REPORTED": {"articleId": "string", "derived": "boolean"},
    "OCCURRED_AT": {"reference": "string"},
    "SUPPORTED_BY": {"origin": "string", "by": "string", "agrees": "boolean", "measured": "boolean"},
    "CONTRADICTS": {"basis": "string", "score": "double", "why": "string"},
}  # fmt: skip


def import_articles(
    settings: GraphSettings, world: World, articles: int, tell: Callable[[int], None] = lambda _done: None
) -> None:
    """Replace the graph of a stopped local server by the first articles of a world; `tell` hears how many are written.

    It has no constraints and indexes yet, see `graph_schema.bulk.index`. Raises EmbeddedError when the import fails.
    """
    with tempfile.TemporaryDirectory(dir=settings.data_dir) as folder:
        with ImportFiles(Path(folder), _node_columns(), EDGES) as files:
            graph = _Graph(files)
            for number in range(articles):
                graph.add(world, number)
                tell(number + 1)
            graph.finish(world)
        run_import(settings, files)


def _location(node: Node) -> Point | None:
    if not isinstance(node, Place) or node.longitude is None or node.latitude is None:
        return None
    return WGS84Point((node.longitude, node.latitude))


def _node_columns() -> dict[str, Columns]:
    nodes = {record.label: {**columns(record), **MORE_PROPERTIES.get(record.label, {})} for record in NODES}
    del nodes["Place"]["latitude"], nodes["Place"]["longitude"]
    return {LEDGER: MIGRATION, **nodes}


class _Told(NamedTuple):
    """A claim and who published it."""

    claim: Claim
    outlet: Source


class _Graph:
    """What is written once, however many articles speak of it."""

    def __init__(self, files: ImportFiles) -> None:
        self._files = files
        self._there: set[str] = set()
        self._parts: set[tuple[str, str]] = set()
        self._stands_for: dict[str, str] = {}
        self._told: defaultdict[str, list[_Told]] = defaultdict(list)

    def add(self, world: World, number: int) -> None:
        """One article, with all that its reading says."""
        document = world.article(number)
        parsed = parse_document(document.raw, document.origin, document.metadata)
        article, revision = records(document, parsed)
        outlet = Source(id=ids.source_id(parsed.publisher or "?"), name=parsed.publisher or "?", kind="outlet")
        readable = ReadableRevision(revision.id, article.id, parsed.text, article.published_at, outlet.id)
        read = resolve(readable, reading(parsed.text, article.published_at))
        setting = read.setting
        self._files.node("Article", properties(article) | {
            "places": list(setting.places), "countries": list(setting.countries), "company": list(setting.company),
        })  # fmt: skip
        self._files.node("Revision", properties(revision) | {
            "status": "done", "acceptedAt": number, "readAt": number, "attempt": 1,
        })  # fmt: skip
        self._once(outlet)
        self._write("PUBLISHED", Edge(outlet.id, article.id, {}))
        self._write("HAS_REVISION", Edge(article.id, revision.id, {}))
        self._write("READ_BY", Edge(revision.id, world.run.id, {}))
        self._references(read)
        for label in ("Sentence", "Mention", "Claim"):
            for node in read.nodes.get(label, {}).values():
                self._files.node(label, properties(node))
        for kind, edges in read.edges.items():
            for edge in edges.values():
                self._edge(kind, edge)
        told_of = {e.start: e.end for e in read.edges["ABOUT"].values() if e.properties["role"] == "incident"}
        for claim in cast("Iterable[Claim]", read.nodes["Claim"].values()):
            self._told[self._stands_for[told_of[claim.id]]].append(_Told(claim, outlet))

    def _references(self, read: Reading) -> None:
        for id_, reference in read.nodes["Reference"].items():
            bearer = read.alone[id_]
            stands_for = self._incident(bearer) if isinstance(bearer.node, Incident) else self._entity(bearer)
            self._stands_for[id_] = stands_for
            if id_ not in self._there:
                self._once(reference)
                self._write("STANDS_FOR", Edge(id_, stands_for, {}))
                for edge in read.edges["KEYED"].values():
                    if edge.start == id_:
                        self._once(read.nodes["Key"][edge.end])
                        self._write("KEYED", edge)

    def _incident(self, bearer: Bearer) -> str:
        """One for all that is told of a town, a day and a type; returns its id."""
        told = cast("Incident", bearer.node)
        where = self._stands_for[bearer.at] if bearer.at else None
        shared = replace(told, id=ids.content_id("inc", where, told.type, told.start_date))
        if shared.id not in self._there and where:
            self._write("OCCURRED_AT", Edge(shared.id, where, {"reference": bearer.at}))
        self._once(shared)
        return shared.id

    def _entity(self, bearer: Bearer) -> str:
        """The node itself, and what it lies in; returns its id."""
        for node in (bearer.node, *bearer.lies_in):
            self._once(node)
        for inner, outer in pairwise((bearer.node, *bearer.lies_in)):
            if (inner.id, outer.id) not in self._parts:
                self._parts.add((inner.id, outer.id))
                self._write("PART_OF", Edge(inner.id, outer.id, {}))
        return bearer.node.id

    def _edge(self, kind: str, edge: Edge) -> None:
        """Of the keys, those of texts are left out: each is of words that no other text has."""
        if kind == "KEYED":
            return
        if kind in {"REFERS_TO", "ABOUT"}:
            edge = Edge(edge.start, self._stands_for[edge.end], {**edge.properties, "reference": edge.end})
        elif kind == "SAID" and edge.start in self._stands_for:
            edge = Edge(self._stands_for[edge.start], edge.end, {**edge.properties, "reference": edge.start})
        elif kind == "REPORTED":
            edge = Edge(edge.start, edge.end, {**edge.properties, "derived": True})
        self._write(kind, edge)

    def _write(self, kind: str, edge: Edge) -> None:
        self._files.relationship(kind, edge.start, edge.end, edge.properties)

    def _once(self, node: Node) -> None:
        if node.id not in self._there:
            self._there.add(node.id)
            self._files.node(node.label, {**properties(node), "location": _location(node)})

    def finish(self, world: World) -> None:
        """What needs all articles: findings."""
        self._once(world.run)
        for migration in shipped():  # those of data would change what is imported in their present shape
            values = {"version": migration.version, "name": migration.name, "checksum": migration.checksum}
            self._files.node(LEDGER, {"id": migration.id, **values})
        for incident, told in self._told.items():
            by_kind: defaultdict[str, list[_Told]] = defaultdict(list)
            for one in told:
                by_kind[one.claim.kind].append(one)
            for same in by_kind.values():
                if len({one.outlet.id for one in same}) > 1:
                    self._finding(incident, same)

    def _finding(self, incident: str, told: list[_Told]) -> None:
        """What several outlets tell; those that give another number than the first contradict it."""
        first = told[0].claim
        outlets = {one.outlet.id: one.outlet.name for one in told if one.claim.low == first.low}
        names = tuple(sorted(outlets.values()))
        finding = Finding(
            id=ids.content_id("fin", first.id), text=first.text, kind=first.kind, low=first.low, high=first.high,
            outlets=names, origins=names, independent_origins=len(names), why="told alike",
        )  # fmt: skip
        self._once(finding)
        self._write("ABOUT", Edge(finding.id, incident, {}))
        for outlet in outlets:
            self._write("ORIGINATES_FROM", Edge(finding.id, outlet, {}))
        for claim, outlet in told:
            agrees = claim.low == first.low
            support = {"origin": outlet.id, "by": outlet.name, "agrees": agrees, "measured": True}
            self._write("SUPPORTED_BY", Edge(finding.id, claim.id, {**support}))
            if not agrees:
                why = {"basis": "count", "score": 0.9, "why": f"{first.low} or {claim.low}"}
                self._write("CONTRADICTS", Edge(first.id, claim.id, {**why}))
