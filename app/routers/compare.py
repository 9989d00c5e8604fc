"""Two outlets side by side."""

from typing import Annotated

from fastapi import Query

from app import routes as guarded
from app.access import allowed
from app.compare import CompareQuery, Comparison, compare
from app.dependencies import GraphDep
from app.problems import documented

router = guarded.router("/v1/compare", "sources")


@router.get("", responses=documented(404))
@allowed("public", cost=5)
def compare_outlets(graph: GraphDep, query: Annotated[CompareQuery, Query()]) -> Comparison:
    """What two outlets both tell of an incident, where they contradict each other, and what only one has.

    Without an incident: those that both report, to choose from.
    """
    return compare(graph, query)
