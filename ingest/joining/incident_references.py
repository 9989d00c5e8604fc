"""How an article refers to an incident, and the node that such references stand for."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, cast

import orjson

from graph_schema import ids
from graph_schema.model import DatePrecision, Incident, PlacePrecision
from ingest.extraction import ExtractedIncident
from ingest.joining.articles import ReadArticle, when_published
from ingest.joining.bearers import REFERENCE, Bearer, incident_id
from ingest.joining.incidents import IncidentRecord, described, record
from ingest.joining.references import Reference


@dataclass(frozen=True, slots=True)
class IncidentReference:
    """One incident of one article; its id is that of `record`.

    `at` is the reference to its place and `place` that place's name, both None while unknown, `precision` what kind of
    place it is, `days` how precise its dates are.
    """

    record: IncidentRecord
    at: str | None
    place: str | None
    precision: PlacePrecision
    days: DatePrecision

    def properties(self) -> dict[str, object]:
        """What a relationship from the article to the reference keeps of it."""
        kept = {"at": self.at, "place": self.place, "precision": self.precision, "days": self.days}
        return {**kept, "record": orjson.dumps(asdict(self.record)).decode()}


def incident_references(article: ReadArticle, references: Mapping[str, Reference]) -> dict[str, IncidentReference]:
    """The reference of each incident of an article, by its key; `references` has those of the places, by theirs.

    An id says what and where the incident is and when it began, so that reading the article again gives it again.
    """
    found: dict[str, IncidentReference] = {}
    taken: set[str] = set()
    for incident in article.extraction.incidents:
        one = _reference(article, incident, references.get(incident.place) if incident.place else None, taken)
        taken.add(one.record.id)
        found[incident.key] = one
    return found


def _reference(
    article: ReadArticle, incident: ExtractedIncident, place: Reference | None, taken: Collection[str]
) -> IncidentReference:
    at, when = place.id if place else None, incident.when
    parts = (REFERENCE, "incident", article.id, incident.type, at, when.first if when else None)
    numbered = (ids.content_id(*parts, number) for number in range(len(article.extraction.incidents)))
    return IncidentReference(
        record=replace(record(article, incident), id=next(id_ for id_ in numbered if id_ not in taken)),
        at=at,
        place=place.name if place else None,
        precision=place.place.feature if place and place.place else "unknown",
        days=when.precision if when else "unknown",
    )


def incident_reference(use: Mapping[str, Any]) -> IncidentReference:
    """A reference from what a relationship keeps of it."""
    kept = orjson.loads(use["record"])
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
    told = IncidentRecord(**cast("dict[str, Any]", values))
    return IncidentReference(told, use["at"], use["place"], use["precision"], use["days"])


def incident_bearer(references: Collection[IncidentReference]) -> Bearer:
    """The node that some references, at least one, stand for; the same for any order.

    Its id is that of the reference that was published first: what joins it later does not change it.
    """
    one = described([reference.record for reference in references])
    told = sorted(references, key=lambda reference: (when_published(reference.record.published), reference.record.id))
    placed = next((reference for reference in told if reference.record.id == one.placed), None)
    days: tuple[DatePrecision, ...] = tuple(
        reference.days for reference in told if (reference.record.first, reference.record.last) == (one.first, one.last)
    )
    where = ["in", placed.place] if placed and placed.place else []
    node = Incident(
        id=incident_id(told[0].record.id),
        name=" ".join([one.type, *where, *([one.first] if one.first else [])]),
        type=one.type,
        start_date=one.first,
        end_date=one.last,
        date_precision=days[0] if days else "unknown",
        place_precision=placed.precision if placed else "unknown",
    )
    return Bearer(node, at=placed.at if placed else None)
