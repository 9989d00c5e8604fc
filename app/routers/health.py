"""Whether the process lives, and whether it can answer questions."""

from pydantic import BaseModel

from app import routes as guarded
from app.access import open_to_all
from app.dependencies import GraphDep
from app.graph import GraphQuery

router = guarded.router("", "health")


class Alive(BaseModel):
    """The process answers."""

    alive: bool = True


class Ready(BaseModel):
    """The database answers."""

    answers: bool


PING = GraphQuery("ping", Ready)


@router.get("/healthz")
@open_to_all
def check_alive() -> Alive:
    """Answers as long as the process lives, whatever the database does."""
    return Alive()


@router.get("/readyz")
@open_to_all
def check_ready(graph: GraphDep) -> Ready:
    """Answers once the database does; 503 otherwise."""
    return graph.rows(PING)[0]
