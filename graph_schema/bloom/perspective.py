"""A perspective for Neo4j Bloom, made from the graph model, so that it cannot drift from it.

Neo4j publishes no description of the format; `perspective.schema.json` is ours, drawn from what Bloom itself exported.
"""

import re
from collections.abc import Iterator, Mapping
from types import NoneType
from typing import Literal, get_args, get_origin, get_type_hints
from uuid import NAMESPACE_URL, uuid5

from pydantic.alias_generators import to_camel

from graph_schema import cypher
from graph_schema.bloom.look import LOOKS, RELATIONSHIP_CAPTIONS, Look, shown_ends
from graph_schema.bloom.phrases import Parameter, Phrase, phrases
from graph_schema.model import NODES, RELATIONSHIPS, Node, property_names

NAME = "Protest Graph"
FORMAT = "2.3.0"  # the version of Bloom whose exports look like this; newer ones read it
WRITTEN = 1_767_225_600_000  # milliseconds, UTC: the same model gives the same file, so it has no time of its own
PALETTE = [
    "#FFE081", "#C990C0", "#F79767", "#57C7E3", "#F16667", "#D9C8AE", "#8DCC93",
    "#ECB5C9", "#4C8EDA", "#FFC454", "#DA7194", "#569480", "#848484", "#D9D9D9",
]  # fmt: skip

_UNINTERESTING = {"idx", "charStart", "charEnd", "method"}
_DATA_TYPES: Mapping[object, str] = {str: "string", int: "bigint", float: "number", bool: "boolean", tuple: "array"}
_RECORDS = {record.label: record for record in NODES}
_INDEX = re.compile(r"FOR \(n:(\w+)\)\s+(?:ON \(n\.(\w+)\)|REQUIRE n\.(\w+) IS UNIQUE)")

Json = dict[str, object]


def perspective() -> Json:
    """The perspective as what `json.dumps` takes; `Bloom > Perspectives > Import` reads it."""
    shown = [kind for kind in RELATIONSHIPS if shown_ends(kind)]
    return {
        "name": NAME,
        "id": str(uuid5(NAMESPACE_URL, "urn:protest-graph:bloom")),
        "version": FORMAT,
        "createdAt": WRITTEN,
        "lastEditedAt": WRITTEN,
        "isAuto": False,
        "parentPerspectiveId": None,
        "palette": {"colors": PALETTE, "currentIndex": len(LOOKS) % len(PALETTE)},
        "categories": [_category(number, label) for number, label in enumerate(LOOKS, start=1)],
        "labels": {label: _properties_of(label) for label in LOOKS},
        "relationshipTypes": [_relationship(kind) for kind in shown],
        "hiddenRelationshipTypes": [kind for kind in RELATIONSHIPS if kind not in shown],
        "hiddenCategories": [],
        "hideUncategorisedData": True,
        "templates": [_template(number, phrase) for number, phrase in enumerate(phrases())],
        "sceneActions": [],
        "metadata": {
            "pathSegments": [
                {"source": start, "relationshipType": kind, "target": end}
                for kind in shown
                for start, end in shown_ends(kind)
            ],
            "indexes": [{"label": label, "type": "native", "propertyKeys": [key]} for label, key in _indexed()],
            "stats": {"labels": {}, "relationshipTypes": {}},
        },
    }


def _category(number: int, label: str) -> Json:
    look: Look = LOOKS[label]
    return {
        "id": number,
        "name": look.title,
        "labels": [label],
        "color": look.colour,
        "size": look.size,
        "icon": look.icon,
        "properties": [
            {"name": name, "exclude": name in _UNINTERESTING, "dataType": kind} for name, kind in _data_types(label)
        ],
        "captionKeys": [look.caption],
        "styleRules": [],
        "createdAt": WRITTEN,
        "lastEditedAt": WRITTEN,
    }


def _properties_of(label: str) -> list[Json]:
    return [{"propertyKey": name, "type": label, "dataType": kind} for name, kind in _data_types(label)]


def _data_types(label: str) -> Iterator[tuple[str, str]]:
    """The properties of a label in the graph, with Bloom's names of their types."""
    record: type[Node] = _RECORDS[label]
    hints = get_type_hints(record)
    hints.pop("label")
    if hints.pop("latitude", None) and hints.pop("longitude", None):
        yield "location", "Point"  # as which the graph stores both
    for name, hint in hints.items():
        yield to_camel(name), _data_type(hint)


def _data_type(hint: object) -> str:
    origin = get_origin(hint)
    if origin is Literal:
        return _DATA_TYPES[str]
    known = _DATA_TYPES.get(origin or hint)
    return known or next(_data_type(part) for part in get_args(hint) if part is not NoneType)  # X | None


def _relationship(kind: str) -> Json:
    caption = RELATIONSHIP_CAPTIONS.get(kind)
    shown = [caption] if caption else []
    return {
        "id": kind,
        "name": kind,
        "properties": [{"propertyKey": name, "type": kind, "dataType": "string"} for name in shown],
        "color": "#848484",
        "size": 1,
        "captionKeys": ["0_REL_TYPE_CAPTION_KEY", *shown],
    }


def _template(number: int, phrase: Phrase) -> Json:
    return {
        "name": phrase.shows,
        "id": f"tmpl:{WRITTEN + number}",
        "createdAt": WRITTEN + number,
        "text": phrase.question,
        "cypher": phrase.cypher,
        "isUpdateQuery": None,
        "hasCypherErrors": False,
        "params": [_parameter(parameter) for parameter in phrase.parameters],
    }


def _parameter(parameter: Parameter) -> Json:
    return {
        "name": f"${parameter.name}",
        "dataType": "Integer" if isinstance(parameter.example, int) else "String",
        "collapsed": False,
        "suggestionLabel": None,
        "suggestionProp": None,
        "suggestionBoolean": False,
        "cypher": parameter.suggestions,
    }


def _indexed() -> list[tuple[str, str]]:
    """Shown labels and their properties with an index of their own: what Bloom can suggest values of."""
    scripts = "\n".join(cypher.load(name) for name in cypher.names("migrations"))
    found = {(label, on or unique) for label, on, unique in _INDEX.findall(scripts)}
    return sorted((label, key) for label, key in found if label in LOOKS and key in property_names(_RECORDS[label]))
