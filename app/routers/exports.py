"""Whole listings as files: one address for each, with the filters of the listing."""

from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import Annotated, Literal

from fastapi import Query
from fastapi.responses import StreamingResponse

from app import routes as guarded
from app.access import allowed
from app.dependencies import GraphDep
from app.exports import linked, tables, writers
from app.exports.listings import all_entities, all_findings, all_incidents, all_reports
from app.filters import Filters
from app.graph import Graph

router = guarded.router("/v1/exports", "exports")
FilterQuery = Annotated[Filters, Query()]

Name = Literal[
    "reports.csv", "reports.parquet", "reports.jsonld", "findings.csv", "findings.parquet", "incidents.csv",
    "incidents.parquet", "incidents.geojson", "incidents.acled.csv", "incidents.plover.csv", "entities.csv",
    "entities.parquet", "entities.ftm.json", "graph.graphml",
]  # fmt: skip

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "parquet": "application/vnd.apache.parquet",
    "jsonld": "application/ld+json",
    "geojson": "application/geo+json",
    "json": "application/x-ndjson",
    "graphml": "application/xml",
}


def _graph_ml(graph: Graph, filters: Filters) -> Iterator[bytes]:
    everything = all_incidents(graph, Filters())  # so that no claim leads to an incident that is not there
    return linked.graph_ml(all_entities(graph), everything, all_reports(graph, filters))


def _ftm(graph: Graph, filters: Filters) -> Iterator[bytes]:
    return linked.follow_the_money(all_entities(graph), all_incidents(graph, filters))


EXPORTS: dict[Name, Callable[[Graph, Filters], Iterator[bytes]]] = {
    "reports.csv": lambda graph, filters: writers.csv_lines(all_reports(graph, filters), tables.REPORTS),
    "reports.parquet": lambda graph, filters: writers.parquet(all_reports(graph, filters), tables.REPORTS),
    "reports.jsonld": lambda graph, filters: linked.json_ld(all_reports(graph, filters)),
    "findings.csv": lambda graph, filters: writers.csv_lines(all_findings(graph, filters), tables.FINDINGS),
    "findings.parquet": lambda graph, filters: writers.parquet(all_findings(graph, filters), tables.FINDINGS),
    "incidents.csv": lambda graph, filters: writers.csv_lines(all_incidents(graph, filters), tables.INCIDENTS),
    "incidents.parquet": lambda graph, filters: writers.parquet(all_incidents(graph, filters), tables.INCIDENTS),
    "incidents.geojson": lambda graph, filters: linked.geo_json(all_incidents(graph, filters)),
    "incidents.acled.csv": lambda graph, filters: writers.csv_lines(all_incidents(graph, filters), tables.ACLED),
    "incidents.plover.csv": lambda graph, filters: writers.csv_lines(all_incidents(graph, filters), tables.PLOVER),
    "entities.csv": lambda graph, _: writers.csv_lines(all_entities(graph), tables.ENTITIES),
    "entities.parquet": lambda graph, _: writers.parquet(all_entities(graph), tables.ENTITIES),
    "entities.ftm.json": _ftm,
    "graph.graphml": _graph_ml,
}


_FILE = {"schema": {"type": "string", "format": "binary"}}
_JSON = {"schema": {"type": "object"}}


@router.get(
    "/{name}",
    response_class=StreamingResponse,
    responses={200: {"content": {kind: _JSON if kind.endswith("+json") else _FILE for kind in MEDIA_TYPES.values()}}},
)
@allowed("read", cost=50)
def export(graph: GraphDep, name: Name, filters: FilterQuery) -> StreamingResponse:
    """A whole listing as a file, streamed; entities are all there are, whatever the filters.

    What fails before the first row is answered as an error; what fails later breaks the transfer off.
    """
    kind = name.rpartition(".")[2]
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    chunks = EXPORTS[name](graph, filters)
    begun = list(islice(chunks, 2))  # heading and first row: whether the database answers is known by then
    return StreamingResponse(writers.gathered(chain(begun, chunks)), media_type=MEDIA_TYPES[kind], headers=headers)
