"""Every row of a listing, a page at a time."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from pydantic import BaseModel, Field

from app.filters import Filters
from app.findings import Finding, FindingQuery, findings
from app.graph import Graph, GraphQuery
from app.incidents import IncidentQuery, incidents
from app.paging import MAX_LIMIT
from app.reports import DateRange, ReportQuery, ReportRow, reports
from graph_schema.model import PlacePrecision

ENTITIES_A_PAGE = 1000

Row = TypeVar("Row")
Query = TypeVar("Query", bound=Filters)


class Toll(BaseModel):
    """The lowest and the highest figure that claims of a kind give, denials left out."""

    kind: str
    low: int
    high: int


class IncidentFacts(BaseModel):
    """What event datasets ask of an incident; names most told first, null and empty where nothing is known."""

    id: str
    name: str
    type: str
    date: DateRange
    place: str | None
    place_precision: PlacePrecision
    country_code: str | None
    country: str | None
    region: str | None
    latitude: float | None
    longitude: float | None
    actors: list[str]
    targets: list[str]
    counts: list[Toll]
    outlets: list[str]
    origins: int = Field(description="Independent origins of its best corroborated finding")
    notes: str | None
    claims: int

    def toll(self, kind: str) -> Toll | None:
        """What is counted of a kind of claim."""
        return next((one for one in self.counts if one.kind == kind), None)


class EntityRow(BaseModel):
    """A person, organisation, group, place or source."""

    id: str
    name: str
    kind: str
    aliases: list[str]
    roles: list[str]
    url: str | None
    country: str | None
    latitude: float | None
    longitude: float | None


INCIDENT_FACTS = GraphQuery("incident_facts", IncidentFacts)
ENTITIES_AFTER = GraphQuery("entities_after", EntityRow)


def all_reports(graph: Graph, filters: Filters) -> Iterator[ReportRow]:
    """All reports, newest article first. Raises GraphUnavailable."""

    def page(cursor: str | None) -> tuple[list[ReportRow], str | None]:
        found = reports(graph, _query(ReportQuery, filters, cursor))
        return found.rows, found.next

    return _all(page)


def all_findings(graph: Graph, filters: Filters) -> Iterator[Finding]:
    """All findings, best corroborated first. Raises GraphUnavailable."""

    def page(cursor: str | None) -> tuple[list[Finding], str | None]:
        found = findings(graph, _query(FindingQuery, filters, cursor))
        return found.rows, found.next

    return _all(page)


def all_incidents(graph: Graph, filters: Filters) -> Iterator[IncidentFacts]:
    """All incidents, latest first. Raises GraphUnavailable."""

    def page(cursor: str | None) -> tuple[list[IncidentFacts], str | None]:
        found = incidents(graph, _query(IncidentQuery, filters, cursor))
        ids = [row.id for row in found.rows]
        return (graph.rows(INCIDENT_FACTS, ids=ids) if ids else []), found.next

    return _all(page)


def all_entities(graph: Graph) -> Iterator[EntityRow]:
    """All entities, by id. Raises GraphUnavailable."""
    after = ""
    while page := graph.rows(ENTITIES_AFTER, after=after, limit=ENTITIES_A_PAGE):
        yield from page
        after = page[-1].id


def _query(kind: type[Query], filters: Filters, cursor: str | None) -> Query:
    return kind.model_validate({**filters.model_dump(), "limit": MAX_LIMIT, "cursor": cursor})


def _all(page: Callable[[str | None], tuple[list[Row], str | None]]) -> Iterator[Row]:
    """The rows of all pages; `page` takes a cursor and gives rows and the cursor of the next page."""
    rows, cursor = page(None)
    yield from rows
    while cursor is not None:
        rows, cursor = page(cursor)
        yield from rows
