"""What waits for a person's judgement."""

from typing import Annotated

from fastapi import Query

from app import routes as guarded
from app.access import allowed
from app.dependencies import GraphDep
from app.reviews import ReviewPage, ReviewQuery, reviews

router = guarded.router("/v1/reviews", "decisions")


@router.get("")
@allowed("read")
def list_reviews(graph: GraphDep, query: Annotated[ReviewQuery, Query()]) -> ReviewPage:
    """Who or what may be the same, the likeliest first: both sides, the sentences that name them, and why.

    A decision (`POST /v1/decisions` with the two references) answers one; joining proposes it no more.
    """
    return reviews(graph, query)
