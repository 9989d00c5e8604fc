"""Whether the process lives, and whether it can answer questions."""

from fastapi import APIRouter
from pydantic import BaseModel

from app.dependencies import GraphDep
from app.graph import GraphQuery

router = APIRouter(tags=["health"])


class Alive(BaseModel):
    """The process answers."""

    alive: bool = True


class Ready(BaseModel):
    """The database answers."""

    answers: bool


PING = GraphQuery("ping", Ready)


@router.get("/healthz")
def check_alive() -> Alive:
    """Answers as long as the process lives, whatever the database does."""
    return Alive()


@router.get("/readyz")
def check_ready(graph: GraphDep) -> Ready:
    """Answers once the database does; 503 otherwise."""
    return graph.rows(PING)[0]
