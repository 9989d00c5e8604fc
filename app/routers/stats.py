"""How much the graph holds."""

from app import routes as guarded
from app.access import allowed
from app.dependencies import GraphDep
from app.stats import Stats, stats

router = guarded.router("/v1/stats", "stats")


@router.get("")
@allowed("public", cost=2)
def get_stats(graph: GraphDep) -> Stats:
    """Counts by label and kind, texts by the state of their reading, the first and last day, and the version."""
    return stats(graph)
