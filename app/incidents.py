"""What happened: incidents, and where they can be drawn on a map."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.areas import Area, radius_km
from app.filters import Filters
from app.graph import Graph, GraphQuery
from app.names import Resolution
from app.paging import Cursor, Limit, cut, decode_cursor
from app.reports import DateRange, NamedId
from graph_schema.model import PlacePrecision

MAX_FEATURES = 5000  # some 2 MB


class IncidentQuery(Filters):
    """Which incidents, and which page of them."""

    limit: Limit = 50
    cursor: Cursor = None


class FeatureQuery(IncidentQuery):
    """Which incidents, and how many of them on one map."""

    limit: Annotated[int, Field(ge=1, le=MAX_FEATURES, description="Features a page")] = 1000


class Incident(BaseModel):
    """Something that happened, as far as its claims tell."""

    id: str
    name: str
    type: str
    date: DateRange
    place: NamedId | None
    place_precision: PlacePrecision
    location: Area | None = Field(description="Where it was, as widely as the place is known; null while unknown")
    claims: int = Field(description="How many claims are about it")
    outlets: list[str] = Field(description="Who reported it")


class IncidentPage(BaseModel):
    """Latest incident first, undated last."""

    about: Resolution | None
    rows: list[Incident]
    next: str | None = Field(description="Cursor of the next page; null on the last")


class Point(BaseModel):
    """The middle of the area, longitude first."""

    type: Literal["Point"] = "Point"
    coordinates: tuple[float, float] = Field(examples=[(47.5047, 42.9764)])


class Properties(BaseModel):
    """What is shown of an incident on a map."""

    name: str
    type: str
    first: str | None = Field(alias="from", description="ISO date")
    last: str | None = Field(alias="to", description="ISO date")
    place: NamedId | None
    precision: PlacePrecision
    radius_km: float | None = Field(description="Of the circle around the point in which it was")
    claims: int
    outlets: list[str]


class Feature(BaseModel):
    """An incident on a map (RFC 7946): to be drawn as a circle of `radius_km`, and as a pin only where `exact`."""

    type: Literal["Feature"] = "Feature"
    id: str
    geometry: Point | None = Field(description="Null where no place is known")
    properties: Properties


class FeatureCollection(BaseModel):
    """Incidents on a map, latest first (RFC 7946)."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[Feature]
    next: str | None = Field(description="Cursor of the next page; null on the last")


class _Location(BaseModel):
    latitude: float
    longitude: float
    country: str | None


class _Found(BaseModel):
    """An incident as the graph has it: a place has a point, its size is ours."""

    id: str
    name: str
    type: str
    date: DateRange
    place: NamedId | None
    place_precision: PlacePrecision
    location: _Location | None
    claims: int
    outlets: list[str]


class _Position(BaseModel):
    """The sort key of an incident; an unknown date is an empty text, which sorts last."""

    started: str
    id: str


INCIDENTS = GraphQuery("incidents", _Found)


def incidents(graph: Graph, query: IncidentQuery) -> IncidentPage:
    """One page of incidents, of everything or as asked; empty, with suggestions, for an unknown name.

    Raises BadCursor, GraphUnavailable.
    """
    after = decode_cursor(query.cursor, _Position)
    asked = query.asked(graph)
    found = graph.rows(
        INCIDENTS,
        after=after.model_dump() if after else None,
        limit=query.limit + 1,  # one more than shown tells whether a page follows
        **asked.parameters,
    )
    shown, following = cut(found, query.limit, lambda row: _Position(started=row.date.first or "", id=row.id))
    return IncidentPage(about=asked.about, rows=list(map(_located, shown)), next=following)


def incident_by_id(graph: Graph, id_: str) -> Incident | None:
    """One incident; None when there is none. Raises GraphUnavailable."""
    if not id_.startswith("inc-"):
        return None  # incidents can be listed about other ids too
    asked = IncidentQuery().asked(graph).parameters
    found = graph.rows(INCIDENTS, **{**asked, "about": [id_]}, after=None, limit=1)
    return _located(found[0]) if found else None


def features(page: IncidentPage) -> FeatureCollection:
    """A page of incidents as a map reads it."""
    return FeatureCollection(features=list(map(_feature, page.rows)), next=page.next)


def _located(found: _Found) -> Incident:
    at = found.location
    area = at and Area(
        latitude=at.latitude, longitude=at.longitude, radius_km=radius_km(found.place_precision, at.country)
    )
    return Incident.model_validate({**found.model_dump(by_alias=True, exclude={"location"}), "location": area})


def _feature(incident: Incident) -> Feature:
    area = incident.location
    properties = {
        **incident.model_dump(include={"name", "type", "place", "claims", "outlets"}),
        "from": incident.date.first,
        "to": incident.date.last,
        "precision": incident.place_precision,
        "radius_km": area and area.radius_km,
    }
    return Feature(
        id=incident.id,
        geometry=area and Point(coordinates=(area.longitude, area.latitude)),
        properties=Properties.model_validate(properties),
    )
