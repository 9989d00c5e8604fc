"""What stands beside a person, body, place, outlet or incident, and by how many claims: the graph as people draw it."""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict, Field

from app.errors import NotFound
from app.graph import Graph, GraphQuery
from app.names import NAMED_NODES, NamedNode

EdgeType: TypeAlias = Literal[
    "said",
    "reported",
    "quoted",
    "about",
    "same incident",
    "located in",
    "part of",
    "copied",
    "corroborates",
    "contradicts",
]
EDGE_TYPES: tuple[EdgeType, ...] = get_args(EdgeType)

MEANINGS: Mapping[EdgeType, str] = {
    "said": "a speaker says something about it: claims",
    "reported": "an outlet reports something about it: claims",
    "quoted": "an outlet reports what it says: claims",
    "about": "both are what a claim is about: claims",
    "same incident": "both are part of an incident: incidents",
    "located in": "an incident happened there: claims about the incident",
    "part of": "a place lies in it: claims about the smaller place",
    "copied": "an outlet printed what the other had published: articles",
    "corroborates": "both tell the same, of two outlets what they reported, else what they said: pairs of claims",
    "contradicts": "what they tell cannot both be so: pairs of claims",
}
"""Each type of relationship, and what its weight counts."""

MAX_NEIGHBOURS = 50  # of a type: more cannot be drawn
EXAMINED = 2000
"""Most claims, articles or incidents looked at for one type and direction: 50 ms, also for a country."""
INCIDENTS_EXAMINED = 100
"""Most incidents, and most claims on each, looked at for who else is part of them."""


class Edge(BaseModel):
    """A relationship between two named nodes, and what it rests on; `said` leads from who says it."""

    start: str
    end: str
    type: EdgeType
    weight: int = Field(description="; ".join(f"{type_}: {meaning}" for type_, meaning in MEANINGS.items()))


class Neighbourhood(BaseModel):
    """A node and what stands beside it, the heaviest of each type."""

    centre: NamedNode
    nodes: list[NamedNode] = Field(description="The ends of the edges other than the centre")
    edges: list[Edge] = Field(description="Each has the centre at one end; heaviest first within a type")
    more: dict[EdgeType, int] = Field(description="How many neighbours are not shown, by type")
    sampled: list[EdgeType] = Field(
        description=f"Types of which only some {EXAMINED} claims were looked at: weights and `more` are the least"
    )


class NeighbourhoodQuery(BaseModel):
    """Which relationships, and how many neighbours by each."""

    model_config = ConfigDict(extra="forbid")

    types: Annotated[
        list[EdgeType],
        Field(max_length=len(EDGE_TYPES), description="Repeat the parameter for several; all without it"),
    ] = list(EDGE_TYPES)
    limit: Annotated[int, Field(ge=1, le=MAX_NEIGHBOURS, description="Neighbours of each type")] = 10


class _Neighbour(BaseModel):
    node: NamedNode
    outgoing: bool
    weight: int


class _Beside(BaseModel):
    """The neighbours by one type."""

    type: EdgeType
    neighbours: list[_Neighbour]
    more: int
    sampled: bool


NEIGHBOURHOOD = GraphQuery("neighbourhood", _Beside)


def neighbourhood(graph: Graph, id_: str, query: NeighbourhoodQuery) -> Neighbourhood:
    """What stands beside the node that an id stands for now. Raises NotFound, GraphUnavailable."""
    found = graph.rows(NAMED_NODES, ids=[id_])
    if not found:
        raise NotFound("entity or incident", id_)
    centre = found[0]
    beside = graph.rows(
        NEIGHBOURHOOD,
        id=centre.id,
        types=query.types,
        limit=query.limit,
        examined=EXAMINED,
        incidents=INCIDENTS_EXAMINED,
    )
    nodes = {one.node.id: one.node for by_type in beside for one in by_type.neighbours}
    edges = [
        Edge(
            start=centre.id if one.outgoing else one.node.id,
            end=one.node.id if one.outgoing else centre.id,
            type=by_type.type,
            weight=one.weight,
        )
        for by_type in beside
        for one in by_type.neighbours
    ]
    return Neighbourhood(
        centre=centre,
        nodes=list(nodes.values()),
        edges=edges,
        more={by_type.type: by_type.more for by_type in beside if by_type.more},
        sampled=[by_type.type for by_type in beside if by_type.sampled],
    )
