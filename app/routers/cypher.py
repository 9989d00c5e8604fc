"""Questions that no other route answers."""

from app import routes as guarded
from app.access import allowed
from app.cypher.desk import Rows, Statement
from app.dependencies import DeskDep, GraphDep, ViewerDep
from app.errors import SwitchedOff
from app.masking import WITHHELD
from app.problems import documented

router = guarded.router("/v1/cypher", "cypher")


@router.post("", responses=documented(404))
@allowed("cypher", cost=20)
def ask_cypher(desk: DeskDep, graph: GraphDep, viewer: ViewerDep, asked: Statement) -> Rows:
    """A statement of Cypher that reads, asked of a copy of the graph without withheld names.

    404 unless PROTEST_GRAPH_CYPHER is `on` for the service. What a statement may do, and what bounds its answer:
    `docs/how-to/cypher.md`.
    """
    if desk is None:
        raise SwitchedOff("this service takes no Cypher: start it with PROTEST_GRAPH_CYPHER=on")
    return desk.ask(asked, viewer.id, graph.rows(WITHHELD) if viewer.hidden else None)
