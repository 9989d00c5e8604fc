"""People, organisations, groups, places and sources."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from app.dependencies import GraphDep
from app.errors import NotFound
from app.graph import GraphQuery
from app.names import NAMED_NODES, Match, Name, NamedNode, search_names
from app.paging import Limit
from app.problems import documented
from app.reports import NamedId

router = APIRouter(prefix="/v1/entities", tags=["entities"])


class EntityQuery(BaseModel):
    """The name looked for."""

    model_config = ConfigDict(extra="forbid")

    q: Name
    limit: Limit = 20


class EntityMatches(BaseModel):
    """Best match first."""

    rows: list[Match]


class Location(BaseModel):
    """Degrees, WGS 84."""

    latitude: float
    longitude: float


class Entity(NamedNode):
    """What the graph holds on one entity; ask `/v1/reports?about=<id>` for the claims."""

    aliases: list[str]
    roles: list[str] = Field(description="Titles and descriptions that articles give a person")
    url: str | None
    location: Location | None
    part_of: list[NamedId] = Field(description="The places around a place, nearest first")
    mentions: int
    claims_said: int
    claims_about: int
    claims_reported: int


ENTITY = GraphQuery("entity", Entity)


@router.get("")
def find_entities(graph: GraphDep, query: Annotated[EntityQuery, Query()]) -> EntityMatches:
    """Entities whose name or alias is the one given, in any script, or a misspelling of it away."""
    return EntityMatches(rows=search_names(graph, query.q)[: query.limit])


@router.get("/{entity_id}", responses=documented(404), response_model=Entity)
def get_entity(graph: GraphDep, entity_id: str) -> Entity | RedirectResponse:
    """One entity; the id of one that was merged leads to what it became, by a permanent redirect (308)."""
    found = graph.rows(ENTITY, id=entity_id)
    if found:
        return found[0]
    became = graph.rows(NAMED_NODES, ids=[entity_id])
    if not became or became[0].kind == "incident":
        raise NotFound("entity", entity_id)
    return RedirectResponse(f"{router.prefix}/{became[0].id}", status_code=308)
