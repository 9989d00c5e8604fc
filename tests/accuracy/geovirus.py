"""Places of GeoVirus: 229 Wikinews articles whose place names carry coordinates and a page of Wikipedia.

Gritta, Pilehvar and Collier, "A pragmatic guide to geoparsing evaluation", 2020. A place is right when it is the
GeoNames row that the page is about or lies within 10 km of the point: an area has no one point, a town has.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from ingest.extraction import Extraction, LocalEntity
from ingest.nlp.gazetteer import Point, distance, lookup, row
from ingest.nlp.gazetteer_index import Row
from ingest.nlp.reader import Reader
from models.recipe.paths import SHARED

GEOVIRUS = SHARED / "data" / "nlp" / "geovirus" / "GeoVirus.xml"
NEAR_KM = 10.0
FAR_KM = 1000.0  # from an area's point to where an annotator may have put it
LEAST_OVERLAP = 0.5  # of the annotated words, as in score_gold.py


@dataclass(frozen=True, slots=True)
class Toponym:
    """An annotated place name: its characters, point and Wikipedia page."""

    name: str
    start: int
    end: int
    point: tuple[float, float]
    page: str


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its place names; it has no date of publication."""

    text: str
    toponyms: tuple[Toponym, ...]
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """How many names there are, how many are found as places, how many of these stand for the right place."""

    all: int
    found: int
    right: int


def read(path: Path = GEOVIRUS) -> list[Article]:
    """The annotated articles. Raises FileNotFoundError where the data is not there."""
    root = ET.fromstring(path.read_bytes())
    return [
        Article(_words(one, "text"), tuple(_toponym(place) for place in one.iterfind("locations/location")))
        for one in root.iterfind("article")
    ]


def _toponym(place: ET.Element) -> Toponym:
    start, end = (int(_words(place, tag)) - 1 for tag in ("start", "end"))  # the data counts from 1
    point = float(_words(place, "lat")), float(_words(place, "lon"))
    page = unquote(_words(place, "page").rsplit("/", 1)[-1]).replace("_", " ")
    return Toponym(_words(place, "name"), start, end, point, page)


def _words(element: ET.Element, tag: str) -> str:
    return element.findtext(tag) or ""


def score(path: Path = GEOVIRUS) -> Score:
    """Read all articles with the default pipeline and count. Raises FileNotFoundError where the data is not there."""
    articles = read(path)
    results = [
        result
        for article, extraction in zip(articles, Reader().read(articles), strict=True)
        for result in judged(article, extraction)
    ]
    found = [right for right in results if right is not None]
    return Score(len(results), len(found), sum(found))


def judged(article: Article, extraction: Extraction) -> Iterator[bool | None]:
    """Whether each name of an article was read as the right place; None where it was not found as a place."""
    entities = {entity.key: entity for entity in extraction.entities}
    for toponym in article.toponyms:
        entity = _found(toponym, extraction, entities)
        yield _is_right(toponym, entity, entities) if entity is not None else None


def _found(toponym: Toponym, extraction: Extraction, entities: dict[str, LocalEntity]) -> LocalEntity | None:
    """The place whose named mention covers most of a name, and at least half of it."""
    covered = [
        (min(m.span.end, toponym.end) - max(m.span.start, toponym.start), m.span.start - m.span.end, m.entity)
        for m in extraction.mentions
        if m.kind == "place" and not m.nominal
    ]
    overlap, _, key = max(covered, default=(0, 0, ""))
    return entities[key] if overlap >= LEAST_OVERLAP * (toponym.end - toponym.start) and key else None


def _is_right(toponym: Toponym, entity: LocalEntity, entities: dict[str, LocalEntity]) -> bool:
    annotated = _annotated_row(toponym)
    if entity.place is not None and annotated is not None and entity.place.geoname_id == annotated.id:
        return True
    place = entity.place or (entities[entity.within].place if entity.within else None)
    return place is not None and distance((place.latitude, place.longitude), toponym.point) <= NEAR_KM


def _annotated_row(toponym: Toponym) -> Row | None:
    """The country or region a page is about: the country of that very title, else the nearest of that name."""
    title = re.sub(r" \(.*\)$|, .*$", "", toponym.page)
    areas = [c.row for c in lookup(title) if c.row.feature != "town"]
    country = next((area for area in areas if area.feature == "country"), None)
    if country is not None and title == toponym.page:
        return country
    at = [(distance(_point(area), toponym.point), area.code.count("."), area.id) for area in areas]
    near = min((one for one in at if one[0] < FAR_KM), default=None)
    return row(near[2]) if near is not None else None


def _point(area: Row) -> Point:
    """A region's point; that of the region or country around it where it has none."""
    if area.latitude is None and area.parent is not None:
        return _point(row(area.parent))
    return area.latitude, area.longitude
