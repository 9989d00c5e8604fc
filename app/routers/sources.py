"""Outlets, agencies and channels."""

from typing import Annotated

from fastapi import Query

from app import routes as guarded
from app.access import allowed
from app.dependencies import GraphDep
from app.problems import documented
from app.sources import Source, SourcePage, SourceQuery, source_by_id, sources

router = guarded.router("/v1/sources", "sources")


@router.get("")
@allowed("public", cost=2)
def list_sources(graph: GraphDep, query: Annotated[SourceQuery, Query()]) -> SourcePage:
    """Who published, those with most articles first; channels such as "videos shared online" with `kind=channel`."""
    return sources(graph, query)


@router.get("/{source_id}", responses=documented(404))
@allowed("public", cost=5)
def get_source(graph: GraphDep, source_id: str) -> Source:
    """A source's record: what it reports first, whom it copies and who copies it, whom it cites, who agrees with it."""
    return source_by_id(graph, source_id)
