"""GeoNames by name and by id.

Names meet in any usual spelling (`gazetteer_index.place_key`); which of several rows an article means is decided in
places.py.
"""

import math
import sqlite3
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from ingest.extraction import PlaceMatch
from ingest.nlp import lexicon
from ingest.nlp.gazetteer_index import Row, consonants, index_path, place_key, without_designator


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row a name may stand for.

    `own`: by its main name, not by an alternative one; `exact`: with the accents it has there.
    """

    row: Row
    own: bool
    exact: bool


@cache
def _database() -> sqlite3.Connection:
    # Read-only and immutable: safe to share between threads and to inherit by a forked worker.
    return sqlite3.connect(f"file:{index_path()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


@lru_cache(maxsize=4096)
def lookup(name: str) -> tuple[Candidate, ...]:
    """All rows of a name in any spelling, most populous first; none for words that stand for no place.

    "Republic of X", "X Oblast", "the X region" find regions only, unless only a town is called X.
    """
    name = name.strip().removeprefix("the ").removeprefix("The ")
    if name.lower() in lexicon.not_places() and name != "US":  # "us" is a pronoun
        return ()
    bare = without_designator(name)
    if bare != name:
        regions = tuple(c for c in _rows(place_key(bare)) if c.row.feature == "region") or _rows(consonants(bare))
        return regions or _rows(place_key(name)) or _rows(place_key(bare))
    found = _rows(place_key(name)) or _rows(consonants(name))
    return tuple(replace(c, exact=_is_spelt(c.row, name)) for c in found)


def _is_spelt(place: Row, name: str) -> bool:
    """Whether a name is a place's own, letter by letter; a first-level region's also without "Province of"."""
    bare = without_designator(place.name) if place.code.count(".") == 1 and place.feature == "region" else place.name
    return name.casefold() in {place.name.casefold(), bare.casefold()}


def _rows(key: str) -> tuple[Candidate, ...]:
    query = (
        "SELECT own, id, name, feature, country, code, parent, latitude, longitude, population, aliases"
        " FROM name JOIN place ON id = place WHERE key = ? ORDER BY population DESC, id"
    )
    found = _database().execute(query, (key,)).fetchall() if key else []
    return tuple(Candidate(_row(columns[1:]), own=bool(columns[0]), exact=False) for columns in found)


@lru_cache(maxsize=4096)
def row(geoname_id: int) -> Row:
    """The row of an id. Raises KeyError when there is none."""
    query = (
        "SELECT id, name, feature, country, code, parent, latitude, longitude, population, aliases"
        " FROM place WHERE id = ?"
    )
    found = _database().execute(query, (geoname_id,)).fetchone()
    if found is None:
        raise KeyError(f"no place with GeoNames id {geoname_id}")
    return _row(found)


def capital(country: str) -> Row | None:
    """The capital of a country, by its code; None where it has none or the gazetteer does not know it."""
    found = _database().execute("SELECT place FROM capital WHERE country = ?", (country,)).fetchone()
    return row(found[0]) if found is not None else None


def _row(columns: tuple[Any, ...]) -> Row:
    return Row(*columns[:-1], tuple(columns[-1].split("|")) if columns[-1] else ())  # pyright: ignore[reportCallIssue]  # ten columns, ten fields


def match(geoname_id: int) -> PlaceMatch:
    """The row of an id as a record, with the regions and the country it lies in. Raises KeyError on an unknown id."""
    place = row(geoname_id)
    around = () if place.parent is None else (match(place.parent), *match(place.parent).part_of)
    region = place.name if place.feature == "region" else next((p.name for p in around if p.feature == "region"), None)
    return PlaceMatch(
        geoname_id=place.id,
        name=place.name,
        aliases=place.aliases,
        feature=place.feature,
        country=place.country,
        admin1=region,
        latitude=place.latitude,
        longitude=place.longitude,
        part_of=around,
    )


def lies_in(inner: Row, outer: Row) -> bool:
    """Whether a place lies in a region or country, or is the same place."""
    return inner.id == outer.id or (outer.feature != "town" and inner.code.startswith(outer.code + ".")) or (
        outer.feature == "region" and inner.feature == "town" and inner.code == outer.code
    )  # fmt: skip


Point = tuple[float | None, float | None]


def kilometres(one: Row, other: Row) -> float:
    """Great-circle distance; infinite when a position is unknown."""
    return distance((one.latitude, one.longitude), (other.latitude, other.longitude))


def distance(one: Point, other: Point) -> float:
    """Great-circle distance in kilometres between two points in degrees; infinite when one is unknown (haversine)."""
    if one[0] is None or one[1] is None or other[0] is None or other[1] is None:
        return math.inf
    a, b = math.radians(one[0]), math.radians(other[0])
    step = math.radians(other[1] - one[1])
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(step / 2) ** 2
    return 12_742 * math.asin(min(1.0, math.sqrt(half)))
