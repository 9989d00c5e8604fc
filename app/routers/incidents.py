"""What happened, and who reported it."""

from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from app.dependencies import GraphDep
from app.errors import NotFound
from app.graph import GraphQuery
from app.names import Name, Resolution, resolve_name
from app.paging import MAX_LIMIT, Cursor, Limit, decode_cursor, encode_cursor
from app.problems import documented
from app.reports import DateRange, NamedId, ReportRow, reports_about
from graph_schema.model import PlacePrecision

router = APIRouter(prefix="/v1/incidents", tags=["incidents"])


class IncidentQuery(BaseModel):
    """Which incidents, and which page of them."""

    model_config = ConfigDict(extra="forbid")

    about: Name | None = None
    type: Annotated[str, Field(min_length=1, max_length=100, description="A type of the codebook")] | None = None
    limit: Limit = 50
    cursor: Cursor = None


class Incident(BaseModel):
    """Something that happened, as far as its claims tell."""

    id: str
    name: str
    type: str
    date: DateRange
    place: NamedId | None
    place_precision: PlacePrecision
    claims: int = Field(description="How many claims are about it")
    outlets: list[str] = Field(description="Who reported it")


class IncidentPage(BaseModel):
    """Latest incident first, undated last."""

    about: Resolution | None
    rows: list[Incident]
    next: str | None = Field(description="Cursor of the next page; null on the last")


class OutletReports(BaseModel):
    """What one outlet reported; null is an unknown outlet."""

    outlet: str | None
    claims: list[ReportRow]


class IncidentReports(BaseModel):
    """An incident and its claims, outlet by outlet."""

    incident: Incident
    reports: list[OutletReports]
    next: str | None = Field(description="Cursor for the claims not shown, at /v1/reports?about=<id>; null when none")


class _Position(BaseModel):
    """The sort key of an incident; an unknown date is an empty text, which sorts last."""

    started: str
    id: str


INCIDENTS = GraphQuery("incidents", Incident)


@router.get("")
def list_incidents(graph: GraphDep, query: Annotated[IncidentQuery, Query()]) -> IncidentPage:
    """Incidents, latest first, of all kinds and everywhere or as asked; a place includes all that lies in it."""
    after = decode_cursor(query.cursor, _Position)
    resolution = resolve_name(graph, query.about) if query.about else None
    incidents = graph.rows(
        INCIDENTS,
        about=[match.id for match in resolution.matches] if resolution else None,
        type=query.type,
        after=after.model_dump() if after else None,
        limit=query.limit + 1,  # one more than shown tells whether a page follows
    )
    shown = incidents[: query.limit]
    last = _Position(started=shown[-1].date.first or "", id=shown[-1].id) if len(incidents) > query.limit else None
    return IncidentPage(about=resolution, rows=shown, next=encode_cursor(last) if last else None)


@router.get("/{incident_id}", responses=documented(404))
def get_incident(graph: GraphDep, incident_id: str) -> IncidentReports:
    """One incident with its claims, grouped by outlet."""
    is_incident = incident_id.startswith("inc-")  # incidents can be listed about other ids too
    found = graph.rows(INCIDENTS, about=[incident_id], type=None, after=None, limit=1) if is_incident else []
    if not found:
        raise NotFound("incident", incident_id)
    page = reports_about(graph, incident_id, MAX_LIMIT)
    rows = sorted(page.rows, key=lambda row: (row.outlet is None, row.outlet))
    grouped = groupby(rows, lambda row: row.outlet)
    reports = [OutletReports(outlet=outlet, claims=list(claims)) for outlet, claims in grouped]
    return IncidentReports(incident=found[0], reports=reports, next=page.next)
