"""How two are linked."""

from typing import Annotated

from fastapi import Query

from app import routes as guarded
from app.access import allowed
from app.dependencies import GraphDep
from app.paths import PathQuery, Paths, paths
from app.problems import documented

router = guarded.router("/v1/paths", "entities")


@router.get("", responses=documented(404))
@allowed("public", cost=10)
def find_paths(graph: GraphDep, query: Annotated[PathQuery, Query()]) -> Paths:
    """How two people, bodies, places, outlets or incidents are linked by claims, shortest first.

    The search has five seconds, follows the heaviest links and says in `complete` whether it had to give up.
    """
    return paths(graph, query)
