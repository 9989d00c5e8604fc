"""What reports, findings, incidents and timelines are narrowed by; the same words everywhere."""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from app.graph import Graph
from app.known import KnownAt
from app.names import Name, Resolution, resolve_name
from graph_schema.model import Stance

NOWHERE = ["-"]
"""Ids of a name that the graph does not know: nothing has this one."""

Degrees = Annotated[str, StringConstraints(pattern=r"^-?\d{1,3}(\.\d+)?(,-?\d{1,3}(\.\d+)?)+$", max_length=100)]
Word = Annotated[str, Field(min_length=1, max_length=100)]


class Filters(KnownAt):
    """Only what is about, by, from, of, at and between the given; what is left out does not narrow.

    Names are resolved as in `about`: any spelling or script, or an id.
    """

    model_config = ConfigDict(extra="forbid")

    about: Name | None = None
    outlet: Name | None = None
    speaker: Name | None = None
    place: Name | None = None
    kind: Annotated[Word | None, Field(description="A kind of claim, such as arrest")] = None
    stance: Annotated[Stance | None, Field(description="How firmly it is said")] = None
    type: Annotated[Word | None, Field(description="A type of incident of the codebook, such as demo")] = None
    near: Annotated[Degrees | None, Field(description="Latitude,longitude in degrees", examples=["42.98,47.5"])] = None
    radius_km: Annotated[float, Field(gt=0, le=2000, description="Around `near`")] = 25
    bbox: Annotated[
        Degrees | None, Field(description="West,south,east,north in degrees", examples=["46.5,41.5,48.6,44.6"])
    ] = None
    event_from: Annotated[date | None, Field(description="Events that end on this day or later")] = None
    event_to: Annotated[date | None, Field(description="Events that begin on this day or earlier")] = None
    published_from: date | None = None
    published_to: date | None = None
    least_origins: Annotated[int, Field(ge=0, le=1000, description="Fewest independent origins of a finding on it")] = 0

    @model_validator(mode="after")
    def _ranges(self) -> Self:
        if self.near is not None:
            _point(self.near)
        if self.bbox is not None:
            _box(self.bbox)
        for first, last, name in (
            (self.event_from, self.event_to, "event"),
            (self.published_from, self.published_to, "published"),
        ):
            if first and last and first > last:
                raise ValueError(f"{name}_from: after {name}_to")
        return self

    def asked(self, graph: Graph) -> "Asked":
        """The filters with their names understood. Raises GraphUnavailable."""
        names = {field: getattr(self, field) for field in ("about", "outlet", "speaker", "place")}
        found = {field: resolve_name(graph, name) if name else None for field, name in names.items()}
        return Asked(about=found["about"], parameters={**self._words(), **{k: _ids(v) for k, v in found.items()}})

    def _words(self) -> dict[str, object]:
        near, bbox = self.near and _point(self.near), self.bbox and _box(self.bbox)
        return {
            **self.parameters(),
            "kind": self.kind,
            "stance": self.stance,
            "type": self.type,
            "near": {"latitude": near[0], "longitude": near[1], "metres": self.radius_km * 1000} if near else None,
            "bbox": dict(zip(("west", "south", "east", "north"), bbox, strict=True)) if bbox else None,
            "event_from": _iso(self.event_from),
            "event_to": _iso(self.event_to),
            "published_from": _iso(self.published_from),
            "published_to": _iso(self.published_to),
            "least_origins": self.least_origins or None,
        }


class Asked(BaseModel):
    """Filters as queries take them: what `about` was understood as, and every parameter."""

    about: Resolution | None
    parameters: dict[str, object]


def _ids(resolution: Resolution | None) -> list[str] | None:
    return ([match.id for match in resolution.matches] or NOWHERE) if resolution else None


def _point(text: str) -> list[float]:
    numbers = [float(part) for part in text.split(",")]
    if len(numbers) != 2 or abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
        raise ValueError("near: not latitude,longitude in degrees")
    return numbers


def _box(text: str) -> list[float]:
    numbers = [float(part) for part in text.split(",")]
    if len(numbers) != 4 or max(abs(numbers[0]), abs(numbers[2])) > 180 or max(abs(numbers[1]), abs(numbers[3])) > 90:
        raise ValueError("bbox: not west,south,east,north in degrees")
    if numbers[1] > numbers[3]:
        raise ValueError("bbox: its south is north of its north")
    return numbers


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
