"""What people decide about who or what is the same."""

from typing import Annotated

from fastapi import Body, Query, Response

from app import routes as guarded
from app.access import allowed
from app.decisions import (
    EXAMPLES,
    Decided,
    Decision,
    DecisionPage,
    DecisionQuery,
    NewDecision,
    decide,
    decision_by_id,
    decisions,
    take_back,
)
from app.dependencies import GraphDep, JoinDep, ViewerDep
from app.problems import documented

router = guarded.router("/v1/decisions", "decisions")


@router.get("")
@allowed("read")
def list_decisions(graph: GraphDep, query: Annotated[DecisionQuery, Query()]) -> DecisionPage:
    """What was decided, newest first: by whom, when and why, and what was taken back."""
    return decisions(graph, query)


@router.post("", status_code=201, responses=documented(409))
@allowed("curate", cost=5)
def make_decision(
    graph: GraphDep,
    join: JoinDep,
    viewer: ViewerDep,
    decision: Annotated[NewDecision, Body(openapi_examples=EXAMPLES)],  # pyright: ignore[reportArgumentType]
    response: Response,
) -> Decided:
    """Decide who or what is the same, or is not; the author is whoever the key belongs to.

    A decision outlives reading again and can be taken back. One that contradicts another that stands, or names what
    the graph does not know, is refused with the reason.
    """
    made = decide(graph, viewer.name, decision, join)
    response.headers["Location"] = f"{router.prefix}/{made.decision.id}"
    return made


@router.get("/{decision_id}", responses=documented(404))
@allowed("read")
def get_decision(graph: GraphDep, decision_id: str) -> Decision:
    """One decision, and what those it is about stand for now."""
    return decision_by_id(graph, decision_id)


@router.post("/{decision_id}/undo", responses=documented(404, 409))
@allowed("curate", cost=5)
def undo_decision(graph: GraphDep, join: JoinDep, viewer: ViewerDep, decision_id: str) -> Decided:
    """Take a decision back. It stays on record; what it was about is judged as if it had never been made."""
    return take_back(graph, viewer.name, decision_id, join)
