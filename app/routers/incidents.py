"""What happened, and who reported it."""

from itertools import groupby
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from app import routes as guarded
from app.access import allowed
from app.dependencies import GraphDep
from app.errors import NotFound
from app.incidents import (
    FeatureCollection,
    FeatureQuery,
    Incident,
    IncidentPage,
    IncidentQuery,
    features,
    incident_by_id,
    incidents,
)
from app.paging import MAX_LIMIT
from app.problems import documented
from app.references import Reference, references_of
from app.reports import ReportRow, reports_about

router = guarded.router("/v1/incidents", "incidents")


class OutletReports(BaseModel):
    """What one outlet reported; null is an unknown outlet."""

    outlet: str | None
    claims: list[ReportRow]


class IncidentReports(BaseModel):
    """An incident and its claims, outlet by outlet."""

    incident: Incident
    reports: list[OutletReports]
    references: list[Reference] = Field(description="What is joined in it, an article each, 100 at most")
    next: str | None = Field(description="Cursor for the claims not shown, at /v1/reports?about=<id>; null when none")


@router.get("")
@allowed("public")
def list_incidents(graph: GraphDep, query: Annotated[IncidentQuery, Query()]) -> IncidentPage:
    """Incidents, latest first, of all kinds and everywhere or as asked; a place includes all that lies in it."""
    return incidents(graph, query)


@router.get(".geojson")
@allowed("public", cost=5)
def map_incidents(graph: GraphDep, query: Annotated[FeatureQuery, Query()]) -> FeatureCollection:
    """The same incidents as a map reads them (GeoJSON), each with how precisely its place is known and a radius in km.

    What is known to have been in a region or a country is a circle of that size, not a pin.
    """
    return features(incidents(graph, query))


@router.get("/{incident_id}", responses=documented(404))
@allowed("public")
def get_incident(graph: GraphDep, incident_id: str) -> IncidentReports:
    """One incident with its claims, grouped by outlet."""
    incident = incident_by_id(graph, incident_id)
    if incident is None:
        raise NotFound("incident", incident_id)
    page = reports_about(graph, incident_id, MAX_LIMIT)
    rows = sorted(page.rows, key=lambda row: (row.outlet is None, row.outlet))
    grouped = groupby(rows, lambda row: row.outlet)
    reports = [OutletReports(outlet=outlet, claims=list(claims)) for outlet, claims in grouped]
    references = references_of(graph, incident_id)
    return IncidentReports(incident=incident, reports=reports, references=references, next=page.next)
