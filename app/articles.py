"""Articles by outlet, day and what they speak of."""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.graph import Graph, GraphQuery
from app.names import Name, Resolution, resolve_name
from app.paging import Cursor, Limit, cut, decode_cursor
from graph_schema.model import ReadingStatus

_FIRST, _LAST = "0000", "9999"  # before and after every ISO date


class ArticleQuery(BaseModel):
    """Which articles, and which page of them."""

    model_config = ConfigDict(extra="forbid")

    about: Annotated[Name | None, Field(description="What they speak of; a place includes all that lies in it")] = None
    outlet: Annotated[Name | None, Field(description="Who published them", examples=["The Ferryman"])] = None
    published_from: Annotated[date | None, Field(description="Published on this day or later")] = None
    published_to: Annotated[date | None, Field(description="Published on this day or earlier")] = None
    limit: Limit = 50
    cursor: Cursor = None

    @model_validator(mode="after")
    def _range(self) -> Self:
        if self.published_from and self.published_to and self.published_from > self.published_to:
            raise ValueError("published_from: after published_to")
        return self


class ArticleMetadata(BaseModel):
    """What is known of an article beside its text; what is unknown is null."""

    id: str
    title: str | None
    url: str | None
    published: str | None = Field(description="ISO date")
    language: str
    byline: str | None
    outlet: str | None


class ArticleRow(ArticleMetadata):
    """An article; what is unknown is null."""

    status: ReadingStatus | None = Field(description="Of its newest text")
    claims: int = Field(description="How many were read in it")


class ArticlePage(BaseModel):
    """Newest first, undated last."""

    about: Resolution | None
    rows: list[ArticleRow]
    next: str | None = Field(description="Cursor of the next page; null on the last")


class _Position(BaseModel):
    """The sort key of an article; an unknown date is an empty text, which sorts last."""

    published: str
    id: str


ARTICLES_NEWEST = GraphQuery("articles_newest", ArticleRow)
ARTICLES_OF = GraphQuery("articles_of", ArticleRow)


def articles(graph: Graph, query: ArticleQuery) -> ArticlePage:
    """One page of articles; those without a date only where no day is asked for. Raises BadCursor, GraphUnavailable."""
    after = decode_cursor(query.cursor, _Position)
    about = resolve_name(graph, query.about) if query.about else None
    outlet = resolve_name(graph, query.outlet) if query.outlet else None
    last = query.published_to.isoformat() if query.published_to else _LAST
    found = graph.rows(
        ARTICLES_NEWEST if about is None and outlet is None else ARTICLES_OF,
        about=[match.id for match in about.matches] if about else None,
        outlet=[match.id for match in outlet.matches] if outlet else None,
        first=query.published_from.isoformat() if query.published_from else _FIRST,
        last=min(last, after.published) if after else last,
        undated=query.published_from is None and query.published_to is None,
        after=after.model_dump() if after else None,
        limit=query.limit + 1,  # one more than shown tells whether a page follows
    )
    rows, following = cut(found, query.limit, lambda row: _Position(published=row.published or "", id=row.id))
    return ArticlePage(about=about, rows=rows, next=following)
