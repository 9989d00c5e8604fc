"""Rows as flat records: the columns of each table, in our words or in those of ACLED and PLOVER."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Generic, TypeAlias, TypeVar

from app.exports.listings import EntityRow, IncidentFacts
from app.findings import Finding
from app.reports import ReportRow
from graph_schema.codebook import EventType, load_codebook

Cell = str | int | float | None
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: its name, the type of its cells, and the cell of a row, None where it is unknown."""

    name: str
    type: type[str | int | float]
    cell: Callable[[Row], Cell]


Table: TypeAlias = tuple[Column[Row], ...]

ACLED_EVENTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "Peaceful protest": ("Demonstrations", "Protests"),
        "Protest with intervention": ("Demonstrations", "Protests"),
        "Violent demonstration": ("Demonstrations", "Riots"),
        "Attack": ("Political violence", "Violence against civilians"),
        "Arrests": ("Strategic developments", "Strategic developments"),
        "Looting/property destruction": ("Strategic developments", "Strategic developments"),
        "Other": ("Strategic developments", "Strategic developments"),
    }
)
"""Sub-event type → disorder type and event type (ACLED codebook, 2024)."""

ACLED_TIME: Mapping[str, int] = MappingProxyType({"day": 1, "week": 2, "month": 3, "year": 3})
ACLED_PLACE: Mapping[str, int] = MappingProxyType({"exact": 1, "town": 1, "region": 3, "country": 3})
"""ACLED's precision codes: 1 is exact. What is known less precisely than they can say has none."""


def _type(row: IncidentFacts) -> EventType | None:
    return _types().get(row.type)


@cache
def _types() -> Mapping[str, EventType]:
    """The codebook's type for each type of incident."""
    return {one.incident: one for one in reversed([*load_codebook().types.values()]) if one.incident}


def _acled(row: IncidentFacts) -> tuple[str, str, str]:
    """Disorder type, event type, sub-event type."""
    type_ = _type(row)
    sub_event = (type_ and type_.acled) or "Other"
    return (*ACLED_EVENTS[sub_event], sub_event)


def _plover(row: IncidentFacts) -> tuple[str, str]:
    """Event and mode."""
    type_ = _type(row)
    event, _, mode = ((type_ and type_.plover) or "").partition("-")
    return event, mode


def _toll(row: IncidentFacts, kind: str, end: str) -> int | None:
    toll = row.toll(kind)
    return toll and (toll.low if end == "low" else toll.high)


def _crowd(row: IncidentFacts) -> str | None:
    """ACLED's tag for how many took part."""
    toll = row.toll("participants")
    return f"crowd size={toll.low}" + (f" to {toll.high}" if toll.high != toll.low else "") if toll else None


def _at(names: list[str], index: int) -> str | None:
    return names[index] if index < len(names) else None


def _joined(names: Iterable[str]) -> str | None:
    return "; ".join(names) or None


REPORTS: Table[ReportRow] = (
    Column("claim_id", str, lambda row: row.id),
    Column("outlet", str, lambda row: row.outlet),
    Column("published", str, lambda row: row.article.published),
    Column("article_id", str, lambda row: row.article.id),
    Column("article_title", str, lambda row: row.article.title),
    Column("article_url", str, lambda row: row.article.url),
    Column("speaker_id", str, lambda row: row.speaker and row.speaker.id),
    Column("speaker", str, lambda row: row.speaker and row.speaker.name),
    Column("speaker_kind", str, lambda row: row.speaker and row.speaker.kind),
    Column("via", str, lambda row: _joined(row.via)),
    Column("verb", str, lambda row: row.verb),
    Column("stance", str, lambda row: row.stance),
    Column("kind", str, lambda row: row.kind),
    Column("quote_type", str, lambda row: row.quote_type),
    Column("claim", str, lambda row: row.claim),
    Column("count_low", int, lambda row: row.count and row.count.low),
    Column("count_high", int, lambda row: row.count and row.count.high),
    Column("count_unit", str, lambda row: row.count and row.count.unit),
    Column("count_words", str, lambda row: row.count and row.count.words),
    Column("event_from", str, lambda row: row.event_date.first),
    Column("event_to", str, lambda row: row.event_date.last),
    Column("event_date_precision", str, lambda row: row.event_date.precision),
    Column("event_date_words", str, lambda row: row.event_date.words),
    Column("place_id", str, lambda row: row.place and row.place.id),
    Column("place", str, lambda row: row.place and row.place.name),
    Column("incident_id", str, lambda row: row.incident),
    Column("actors", str, lambda row: _joined(one.name for one in row.actors)),
    Column("targets", str, lambda row: _joined(one.name for one in row.targets)),
    Column("sentence", str, lambda row: row.sentence.text),
    Column("sentence_start", int, lambda row: row.sentence.start),
    Column("sentence_end", int, lambda row: row.sentence.end),
)
"""A claim: who reported that who said what."""

FINDINGS: Table[Finding] = (
    Column("finding_id", str, lambda row: row.id),
    Column("text", str, lambda row: row.text),
    Column("kind", str, lambda row: row.kind),
    Column("count_low", int, lambda row: row.count and row.count.low),
    Column("count_high", int, lambda row: row.count and row.count.high),
    Column("incident_id", str, lambda row: row.incident and row.incident.id),
    Column("place_id", str, lambda row: row.place and row.place.id),
    Column("place", str, lambda row: row.place and row.place.name),
    Column("outlets", str, lambda row: _joined(row.outlets)),
    Column("origins", str, lambda row: _joined(row.origins)),
    Column("independent_origins", int, lambda row: row.independent_origins),
    Column("claims", str, lambda row: _joined(one.claim for one in row.support)),
    Column("contradicted", int, lambda row: row.contradicted),
    Column("first_published", str, lambda row: row.first_published),
    Column("last_published", str, lambda row: row.last_published),
    Column("why", str, lambda row: row.why),
)
"""A fact, and who supports it."""

INCIDENTS: Table[IncidentFacts] = (
    Column("incident_id", str, lambda row: row.id),
    Column("name", str, lambda row: row.name),
    Column("type", str, lambda row: row.type),
    Column("from", str, lambda row: row.date.first),
    Column("to", str, lambda row: row.date.last),
    Column("date_precision", str, lambda row: row.date.precision),
    Column("place", str, lambda row: row.place),
    Column("place_precision", str, lambda row: row.place_precision),
    Column("region", str, lambda row: row.region),
    Column("country", str, lambda row: row.country),
    Column("country_code", str, lambda row: row.country_code),
    Column("latitude", float, lambda row: row.latitude),
    Column("longitude", float, lambda row: row.longitude),
    Column("actors", str, lambda row: _joined(row.actors)),
    Column("targets", str, lambda row: _joined(row.targets)),
    Column("death_low", int, lambda row: _toll(row, "death", "low")),
    Column("death_high", int, lambda row: _toll(row, "death", "high")),
    Column("injury_low", int, lambda row: _toll(row, "injury", "low")),
    Column("injury_high", int, lambda row: _toll(row, "injury", "high")),
    Column("arrest_low", int, lambda row: _toll(row, "arrest", "low")),
    Column("arrest_high", int, lambda row: _toll(row, "arrest", "high")),
    Column("outlets", str, lambda row: _joined(row.outlets)),
    Column("independent_origins", int, lambda row: row.origins),
    Column("claims", int, lambda row: row.claims),
    Column("notes", str, lambda row: row.notes),
)
"""An incident in our words."""

ACLED: Table[IncidentFacts] = (
    Column("event_id_cnty", str, lambda row: row.id),
    Column("event_date", str, lambda row: row.date.first),
    Column("year", int, lambda row: int(row.date.first[:4]) if row.date.first else None),
    Column("time_precision", int, lambda row: ACLED_TIME.get(row.date.precision)),
    Column("disorder_type", str, lambda row: _acled(row)[0]),
    Column("event_type", str, lambda row: _acled(row)[1]),
    Column("sub_event_type", str, lambda row: _acled(row)[2]),
    Column("actor1", str, lambda row: _at(row.actors, 0)),
    Column("assoc_actor_1", str, lambda row: _joined(row.actors[1:])),
    Column("actor2", str, lambda row: _at(row.targets, 0)),
    Column("assoc_actor_2", str, lambda row: _joined(row.targets[1:])),
    Column("country", str, lambda row: row.country),
    Column("admin1", str, lambda row: row.region),
    Column("location", str, lambda row: row.place),
    Column("latitude", float, lambda row: row.latitude),
    Column("longitude", float, lambda row: row.longitude),
    Column("geo_precision", int, lambda row: ACLED_PLACE.get(row.place_precision)),
    Column("source", str, lambda row: _joined(row.outlets)),
    Column("notes", str, lambda row: row.notes),
    Column("fatalities", int, lambda row: _toll(row, "death", "low")),
    Column("tags", str, _crowd),
)
"""An incident with the columns of an ACLED export.

`fatalities` is the lowest figure told, as ACLED's rule is, and empty where none is told: that nobody died is not known
then. Columns that only ACLED's coders fill are left out."""

PLOVER: Table[IncidentFacts] = (
    Column("id", str, lambda row: row.id),
    Column("event_type", str, lambda row: _plover(row)[0] or None),
    Column("mode", str, lambda row: _plover(row)[1] or None),
    Column("date", str, lambda row: row.date.first),
    Column("date_end", str, lambda row: row.date.last),
    Column("actor", str, lambda row: _joined(row.actors)),
    Column("recipient", str, lambda row: _joined(row.targets)),
    Column("location", str, lambda row: row.place),
    Column("admin1", str, lambda row: row.region),
    Column("country", str, lambda row: row.country_code),
    Column("latitude", float, lambda row: row.latitude),
    Column("longitude", float, lambda row: row.longitude),
    Column("magnitude_dead", int, lambda row: _toll(row, "death", "low")),
    Column("magnitude_injured", int, lambda row: _toll(row, "injury", "low")),
    Column("magnitude_size", int, lambda row: _toll(row, "participants", "low")),
    Column("source", str, lambda row: _joined(row.outlets)),
    Column("text", str, lambda row: row.notes),
)
"""An incident with the fields of a PLOVER event: event, mode, date, actor, recipient, place."""

ENTITIES: Table[EntityRow] = (
    Column("entity_id", str, lambda row: row.id),
    Column("name", str, lambda row: row.name),
    Column("kind", str, lambda row: row.kind),
    Column("aliases", str, lambda row: _joined(row.aliases)),
    Column("roles", str, lambda row: _joined(row.roles)),
    Column("url", str, lambda row: row.url),
    Column("country_code", str, lambda row: row.country),
    Column("latitude", float, lambda row: row.latitude),
    Column("longitude", float, lambda row: row.longitude),
)
"""An entity."""
