"""Rows as linked data: JSON-LD (schema.org, PROV-O), GeoJSON, GraphML, FollowTheMoney."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape as xml_text
from xml.sax.saxutils import quoteattr

import orjson

from app.exports.listings import EntityRow, IncidentFacts
from app.exports.tables import INCIDENTS
from app.reports import ReportRow

NAMESPACE = "urn:protest-graph:"

CONTEXT: Mapping[str, Any] = {
    "@vocab": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "pg": NAMESPACE,
    "prov:wasQuotedFrom": {"@type": "@id"},
    "prov:wasAttributedTo": {"@type": "@id"},
}

XML_UNREADABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
"""Characters that XML 1.0 cannot hold, even escaped."""


def json_ld(rows: Iterable[ReportRow]) -> Iterator[bytes]:
    """Claims with who says them and the sentence they were taken from."""
    yield b'{"@context":' + orjson.dumps(CONTEXT) + b',"@graph":[\n'
    yield from _listed(_claim(row) for row in rows)
    yield b"]}\n"


def geo_json(rows: Iterable[IncidentFacts]) -> Iterator[bytes]:
    """Incidents as features (RFC 7946); `place_precision` says how exact the point is."""
    yield b'{"type":"FeatureCollection","features":[\n'
    yield from _listed(_feature(row) for row in rows)
    yield b"]}\n"


def follow_the_money(entities: Iterable[EntityRow], incidents: Iterable[IncidentFacts]) -> Iterator[bytes]:
    """Entities of FollowTheMoney, one JSON object a line: people, bodies, places, and incidents as events."""
    for row in entities:
        yield orjson.dumps(_thing(row), option=orjson.OPT_APPEND_NEWLINE)
    for incident in incidents:
        yield orjson.dumps(_event(incident), option=orjson.OPT_APPEND_NEWLINE)


def graph_ml(
    entities: Iterable[EntityRow], incidents: Iterable[IncidentFacts], claims: Iterable[ReportRow]
) -> Iterator[bytes]:
    """A graph of entities, incidents and claims, with who said, reported and is about what."""
    keys = {
        "label": "node",
        "name": "node",
        "kind": "node",
        "text": "node",
        "from": "node",
        "to": "node",
        "type": "edge",
    }
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for name, where in keys.items():
        yield f'<key id="{name}" for="{where}" attr.name="{name}" attr.type="string"/>\n'.encode()
    yield b'<graph id="protest-graph" edgedefault="directed">\n'
    for row in entities:
        yield _node(row.id, label="entity", name=row.name, kind=row.kind)
    for incident in incidents:
        yield _node(incident.id, label="incident", name=incident.name, kind=incident.type,
                    **{"from": incident.date.first, "to": incident.date.last})  # fmt: skip
    for claim in claims:
        yield from _claim_graph(claim)
    yield b"</graph>\n</graphml>\n"


def _claim(row: ReportRow) -> Mapping[str, Any]:
    article, sentence, speaker = row.article, row.sentence, row.speaker
    said = {
        "@id": NAMESPACE + row.id,
        "@type": "Claim",
        "text": row.claim,
        "pg:kind": row.kind,
        "pg:stance": row.stance,
        "author": speaker and _ref(speaker.id, _schema_org(speaker.kind), speaker.name),
        "prov:wasAttributedTo": speaker and NAMESPACE + speaker.id,
        "pg:via": row.via or None,
        "temporalCoverage": _span(row.event_date.first, row.event_date.last),
        "spatialCoverage": row.place and _ref(row.place.id, "Place", row.place.name),
        "about": row.incident and _ref(row.incident, "Event"),
        "pg:count": row.count and row.count.model_dump(),
        "prov:wasQuotedFrom": NAMESPACE + article.id,
        "appearance": {
            **_ref(article.id, "NewsArticle"),
            "headline": article.title,
            "url": article.url,
            "datePublished": article.published,
            "publisher": row.outlet and {"@type": "NewsMediaOrganization", "name": row.outlet},
        },
        "citation": {"@type": "Quotation", "text": sentence.text, "pg:start": sentence.start, "pg:end": sentence.end},
    }
    return _known(said)


def _ref(id_: str, type_: str, name: str | None = None) -> Mapping[str, str | None]:
    return {"@id": NAMESPACE + id_, "@type": type_, "name": name}


def _schema_org(kind: str) -> str:
    return {"person": "Person", "place": "Place"}.get(kind, "Organization")


def _feature(row: IncidentFacts) -> Mapping[str, Any]:
    point = None
    if row.latitude is not None and row.longitude is not None:
        point = {"type": "Point", "coordinates": [row.longitude, row.latitude]}
    properties = {column.name: column.cell(row) for column in INCIDENTS if column.type is not float}
    return {"type": "Feature", "id": row.id, "geometry": point, "properties": properties}


def _thing(row: EntityRow) -> Mapping[str, Any]:
    schema = {"person": "Person", "place": "Address", "organisation": "Organization"}.get(row.kind, "Organization")
    properties: dict[str, Sequence[str | None]] = {
        "name": [row.name],
        "alias": [alias for alias in row.aliases if alias != row.name],
        "country": [row.country and row.country.lower()],
    }
    if schema == "Person":
        properties["position"] = [*row.roles]
    elif schema == "Address":
        properties = {"full": [row.name], "city": [row.name], "country": properties["country"]}
        properties |= {"latitude": [_text(row.latitude)], "longitude": [_text(row.longitude)]}
    else:
        properties["website"] = [row.url]
    return {"id": row.id, "schema": schema, "properties": _filled(properties)}


def _event(row: IncidentFacts) -> Mapping[str, Any]:
    properties: dict[str, Sequence[str | None]] = {
        "name": [row.name],
        "startDate": [row.date.first],
        "endDate": [row.date.last],
        "location": [row.place],
        "country": [row.country_code and row.country_code.lower()],
        "summary": [row.notes],
        "keywords": [row.type],
    }
    return {"id": row.id, "schema": "Event", "properties": _filled(properties)}


def _claim_graph(row: ReportRow) -> Iterator[bytes]:
    yield _node(row.id, label="claim", name=row.claim, kind=row.kind, text=row.sentence.text,
                **{"from": row.event_date.first, "to": row.event_date.last})  # fmt: skip
    if row.speaker:
        yield _edge(row.speaker.id, row.id, "said")
    for actor in row.actors:
        yield _edge(row.id, actor.id, "actor")
    for target in row.targets:
        yield _edge(row.id, target.id, "target")
    if row.place:
        yield _edge(row.id, row.place.id, "place")
    if row.incident:
        yield _edge(row.id, row.incident, "about")


def _node(id_: str, **data: str | None) -> bytes:
    cells = "".join(f'<data key="{key}">{_xml(value)}</data>' for key, value in data.items() if value is not None)
    return f"<node id={quoteattr(id_)}>{cells}</node>\n".encode()


def _edge(start: str, end: str, type_: str) -> bytes:
    return f'<edge source={quoteattr(start)} target={quoteattr(end)}><data key="type">{type_}</data></edge>\n'.encode()


def _xml(text: str) -> str:
    return xml_text(text.translate(XML_UNREADABLE))


def _listed(objects: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    for number, one in enumerate(objects):
        yield (b",\n" if number else b"") + orjson.dumps(one)


def _known(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Without what is unknown: linked data says nothing where nothing is known."""
    return {
        key: _known(one) if isinstance(one, dict) else one  # pyright: ignore[reportUnknownArgumentType]
        for key, one in value.items()
        if one is not None
    }


def _span(first: str | None, last: str | None) -> str | None:
    """An ISO 8601 interval, or a day."""
    return first if first == last else f"{first or '..'}/{last or '..'}"


def _text(number: float | None) -> str | None:
    return None if number is None else str(number)


def _filled(properties: Mapping[str, Sequence[str | None]]) -> Mapping[str, list[str]]:
    kept = {name: [value for value in values if value] for name, values in properties.items()}
    return {name: values for name, values in kept.items() if values}
