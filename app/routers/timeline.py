"""When things happened."""

from typing import Annotated

from fastapi import Query

from app import routes as guarded
from app.access import allowed
from app.dependencies import GraphDep
from app.timeline import Timeline, TimelineQuery, timeline

router = guarded.router("/v1/timeline", "incidents")


@router.get("")
@allowed("public", cost=5)
def get_timeline(graph: GraphDep, query: Annotated[TimelineQuery, Query()]) -> Timeline:
    """Incidents, claims and outlets by the day, week or month in which something happened, latest first.

    A claim is dated by its incident, or by what it says itself where it belongs to none.
    """
    return timeline(graph, query)
