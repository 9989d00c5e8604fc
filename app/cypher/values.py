"""Values of the database as plain JSON."""

from math import isfinite
from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point, WGS84Point
from neo4j.time import Date, DateTime, Duration, Time

from app.errors import StatementRefused

MOST_DEPTH = 32
"""Of lists and maps inside each other."""


def plain(value: object, depth: int = 0) -> Any:
    """Nodes, relationships and paths as objects, points as coordinates, times as ISO texts.

    What JSON has no number for (not a number, infinite) is null. Raises StatementRefused for what is nested too deeply.
    """
    if depth > MOST_DEPTH:
        raise StatementRefused(f"a value is nested more than {MOST_DEPTH} deep")
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, list):
        return [plain(one, depth + 1) for one in value]
    if isinstance(value, dict):
        return {str(name): plain(one, depth + 1) for name, one in value.items()}
    return _of_the_graph(value, depth)


def _of_the_graph(value: object, depth: int) -> Any:
    if isinstance(value, Node):
        properties = plain(dict(value.items()), depth + 1)
        return {"element": value.element_id, "labels": sorted(value.labels), "properties": properties}
    if isinstance(value, Relationship):
        ends = [node.element_id if node else None for node in value.nodes]
        return {
            "element": value.element_id,
            "type": value.type,
            "start": ends[0],
            "end": ends[1],
            "properties": plain(dict(value.items()), depth + 1),
        }
    if isinstance(value, Path):
        return {"nodes": plain([*value.nodes], depth + 1), "relationships": plain([*value.relationships], depth + 1)}
    if isinstance(value, Point):
        names = ("longitude", "latitude", "height") if isinstance(value, WGS84Point) else ("x", "y", "z")
        return dict(zip(names, value, strict=False))
    if isinstance(value, (Date, DateTime, Time, Duration)):
        return value.iso_format()
    return str(value)
