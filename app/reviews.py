"""Judgements that joining is not sure of: two references that may be the same, shown with where they are used."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from app.graph import Graph, GraphQuery
from app.names import Name, NamedNode, Resolution, resolve_name
from app.paging import Cursor, Limit, cut, decode_cursor
from app.reports import ArticleRef, SentenceRef

ReviewKind: TypeAlias = Literal["person", "organisation", "group", "place", "incident"]


class Use(BaseModel):
    """Where a reference is used: a sentence that names it, or tells of the incident."""

    article: ArticleRef
    outlet: str | None
    revision: str = Field(description="Whose text the offsets refer to")
    sentence: SentenceRef


class Side(BaseModel):
    """One of the two: a reference, and what it stands for now."""

    reference: str = Field(description="What a decision names: no later reading or joining renames it")
    name: str
    entity: NamedNode
    articles: int = Field(description="How many articles use it")
    uses: list[Use] = Field(description="Some of them, 3 at most")


class Review(BaseModel):
    """Two that may be the same: to be confirmed or rejected by a decision."""

    one: Side
    other: Side
    score: float = Field(ge=0, le=1, description="How likely they are the same", examples=[0.62])
    why: str = Field(examples=["one surname; first names differ"])


class ReviewPage(BaseModel):
    """The likeliest first."""

    about: Resolution | None
    rows: list[Review]
    next: str | None = Field(description="Cursor of the next page; null on the last")


class ReviewQuery(BaseModel):
    """Which unsure judgements, and which page of them."""

    model_config = ConfigDict(extra="forbid")

    about: Name | None = None
    kind: Annotated[ReviewKind | None, Field(description="Only of this kind")] = None
    limit: Limit = 20
    cursor: Cursor = None


class _Position(BaseModel):
    """The sort key of a review: its score and its two references."""

    score: float
    one: str
    other: str


REVIEWS = GraphQuery("reviews", Review)


def reviews(graph: Graph, query: ReviewQuery) -> ReviewPage:
    """One page of what waits for a person's judgement, everywhere or on one side about a name or id.

    Raises BadCursor, GraphUnavailable.
    """
    after = decode_cursor(query.cursor, _Position)
    resolution = resolve_name(graph, query.about) if query.about else None
    found = graph.rows(
        REVIEWS,
        about=[match.id for match in resolution.matches] if resolution else None,
        kind=query.kind,
        most=after.score if after else 1.0,
        after=after.model_dump() if after else None,
        limit=query.limit + 1,  # one more than shown tells whether a page follows
    )
    rows, following = cut(found, query.limit, _position)
    return ReviewPage(about=resolution, rows=rows, next=following)


def _position(row: Review) -> _Position:
    return _Position(score=row.score, one=row.one.reference, other=row.other.reference)
