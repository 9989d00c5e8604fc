"""People, organisations, groups, places and sources: their names, what was decided on them, what is beside them."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from app import routes as guarded
from app.access import allowed
from app.decisions import Decision, decisions_on
from app.dependencies import GraphDep
from app.errors import NotFound
from app.graph import Graph, GraphQuery
from app.names import NAMED_NODES, Match, Name, NamedNode, search_names
from app.neighbourhood import Neighbourhood, NeighbourhoodQuery, neighbourhood
from app.paging import Cursor, Limit
from app.problems import documented
from app.references import Reference, references_of
from app.reports import NamedId
from graph_schema.model import EntityKind, SourceKind

router = guarded.router("/v1/entities", "entities")


class EntityQuery(BaseModel):
    """The name looked for."""

    model_config = ConfigDict(extra="forbid")

    q: Name
    kind: Annotated[EntityKind | SourceKind | None, Field(description="Only of this kind")] = None
    limit: Limit = 20


class EntityMatches(BaseModel):
    """Best match first."""

    rows: list[Match]


class Location(BaseModel):
    """Degrees, WGS 84."""

    latitude: float
    longitude: float


class _Entity(NamedNode):
    aliases: list[str]
    roles: list[str] = Field(description="Titles and descriptions that articles give a person")
    url: str | None
    location: Location | None
    part_of: list[NamedId] = Field(description="The places around a place, nearest first")
    mentions: int
    claims_said: int
    claims_about: int
    claims_reported: int


class Entity(_Entity):
    """What the graph holds on one entity; ask `/v1/reports?about=<id>` for the claims."""

    references: list[Reference] = Field(description="What is joined in it, most used first, 100 at most")


class HistoryQuery(BaseModel):
    """Which page of the decisions."""

    model_config = ConfigDict(extra="forbid")

    limit: Limit = 50
    cursor: Cursor = None


class History(BaseModel):
    """What was decided on an entity or incident and on whatever it was ever joined with, newest first."""

    about: NamedNode
    rows: list[Decision]
    next: str | None = Field(description="Cursor of the next page; null on the last")


ENTITY = GraphQuery("entity", _Entity)


@router.get("")
@allowed("public")
def find_entities(graph: GraphDep, query: Annotated[EntityQuery, Query()]) -> EntityMatches:
    """Entities whose name or alias is the one given, in any script, or a misspelling of it away."""
    return EntityMatches(rows=search_names(graph, query.q, query.kind)[: query.limit])


@router.get("/{entity_id}", responses=documented(404), response_model=Entity)
@allowed("public")
def get_entity(graph: GraphDep, entity_id: str) -> Entity | RedirectResponse:
    """One entity; the id of one that was merged leads to what it became, by a permanent redirect (308)."""
    found = graph.rows(ENTITY, id=entity_id)
    if found:
        return Entity(**found[0].model_dump(), references=references_of(graph, entity_id))
    became = _standing_for(graph, entity_id, "entity")
    if became.kind == "incident":
        raise NotFound("entity", entity_id)
    return RedirectResponse(f"{router.prefix}/{became.id}", status_code=308)


@router.get("/{entity_id}/history", responses=documented(404))
@allowed("read")
def get_history(graph: GraphDep, entity_id: str, query: Annotated[HistoryQuery, Query()]) -> History:
    """What people decided on an entity or an incident, newest first, taken back or not."""
    node = _standing_for(graph, entity_id, "entity or incident")
    rows, following = decisions_on(graph, [node.id], query.limit, query.cursor)
    return History(about=node, rows=rows, next=following)


@router.get("/{entity_id}/neighbourhood", responses=documented(404))
@allowed("public", cost=5)
def get_neighbourhood(graph: GraphDep, entity_id: str, query: Annotated[NeighbourhoodQuery, Query()]) -> Neighbourhood:
    """What stands beside an entity or incident, by type of relationship, the heaviest first.

    Claims are weights here, not nodes: `/v1/reports?about=<id>` has them. Ask for the neighbourhood of a neighbour to
    go on from there; an edge between two is the same from both sides, unless only some claims were looked at.
    """
    return neighbourhood(graph, entity_id, query)


def _standing_for(graph: Graph, id_: str, noun: str) -> NamedNode:
    """What an id stands for now, of before a merge or not. Raises NotFound."""
    found = graph.rows(NAMED_NODES, ids=[id_])
    if not found:
        raise NotFound(noun, id_)
    return found[0]
