"""Rows of MAVERICK, a set of reports of electoral violence (CC BY 4.0; R package eventreport), as incident reports."""

import re
from collections.abc import Mapping
from datetime import date

from ingest.joining.incident_pairs import IncidentReport, Toll

NEEDED = ("id", "date_start", "date_end", "latitude", "longitude")
"""Columns that must be there; any other may be absent, and every field but the id may be empty."""

_ACTORS = range(1, 7)
_UNKNOWN = frozenset({"", "na", "nan", "none", "unknown"})
# "The Nation (All Africa) (2007-04-23) Several Hurt as Chaos Mars Count"
_PUBLISHED = re.compile(r"\((\d{4}-\d\d-\d\d)\)")


class MalformedRow(ValueError):
    """A field that cannot be read; the message names column and content."""


def incident_report(row: Mapping[str, str]) -> IncidentReport:
    """The report in a row. Raises MalformedRow."""
    # in either order: some rows have them swapped
    days = sorted(day for column in ("date_start", "date_end") if (day := _date(row, column)) is not None)
    published = _PUBLISHED.search(row.get("source", ""))
    actors = [f"actor{n}" for n in _ACTORS]
    return IncidentReport(
        id=row["id"],
        first=days[0] if days else None,
        last=days[-1] if days else None,
        latitude=_degrees(row, "latitude", 90),
        longitude=_degrees(row, "longitude", 180),
        level=_number(row, "geo_precision"),
        town=_text(row, "city"),
        place=_text(row, "location"),
        actors=_named(row, actors),
        roles=frozenset(role for actor in actors if (role := _text(row, f"{actor}_type"))),
        parties=frozenset(party for actor in actors if (party := _text(row, f"{actor}_party"))),
        victims=_named(row, [actor for actor in actors if _number(row, f"{actor}_victim")]),
        violence=frozenset(
            kind
            for actor in actors
            for part in row.get(f"{actor}_violence", "").split(";")
            if (kind := part.strip()).lower() not in _UNKNOWN
        ),
        context=_text(row, "event_context"),
        target=_text(row, "target"),
        deaths=_toll(row, "deaths"),
        injuries=_toll(row, "injuries"),
        damage=_yes(row, "damage"),
        displacement=_yes(row, "displacement"),
        outlet=_text(row, "source_author"),
        source=_text(row, "source"),
        headline=_text(row, "source", published.end() if published else 0),
        published=_iso(published[1]) if published else None,
    )


def _text(row: Mapping[str, str], column: str, start: int = 0) -> str | None:
    text = row.get(column, "")[start:].strip()
    return None if text.lower() in _UNKNOWN else text


def _named(row: Mapping[str, str], actors: list[str]) -> frozenset[str]:
    """Who is named; "Unknown citizens" are nobody that could be met again."""
    names = (_text(row, actor) for actor in actors)
    return frozenset(name for name in names if name and not name.lower().startswith("unknown "))


def _number(row: Mapping[str, str], column: str) -> float | None:
    text = _text(row, column)
    try:
        return float(text) if text is not None else None
    except ValueError as error:
        raise MalformedRow(f"{column} '{text}' is no number") from error


def _degrees(row: Mapping[str, str], column: str, most: int) -> float | None:
    degrees = _number(row, column)
    if degrees is not None and not abs(degrees) <= most:
        raise MalformedRow(f"{column} '{row[column]}' is not within {most} degrees")
    return degrees


def _date(row: Mapping[str, str], column: str) -> date | None:
    text = _text(row, column)
    day = _iso(text) if text is not None else None
    if text is not None and day is None:
        raise MalformedRow(f"{column} '{text}' is no date")
    return day


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _toll(row: Mapping[str, str], what: str) -> Toll:
    """Bounds of a count; MAVERICK writes 0 also where a report does not speak of it."""
    known = [count for bound in ("low", "best", "high") if (count := _count(row, f"{what}_{bound}")) is not None]
    return Toll(min(known), max(known)) if any(known) else Toll()


def _count(row: Mapping[str, str], column: str) -> float | None:
    number = _number(row, column)
    if number is not None and number < 0:
        raise MalformedRow(f"{column} '{row[column]}' is no count")
    return number


def _yes(row: Mapping[str, str], column: str) -> bool | None:
    number = _number(row, column)
    return None if number is None else number > 0
