"""An outlet's record: what it reports first, whom it copies and cites, with whom it agrees."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.errors import NotFound
from app.graph import Graph, GraphQuery
from app.names import NamedNode
from app.paging import Cursor, Limit, cut, decode_cursor
from graph_schema.model import SourceKind

EXAMINED_CLAIMS = 5000
EXAMINED_ARTICLES = 20_000
"""Most of an outlet's claims and articles that a record is counted from: an agency has a hundred times as many."""
SHOWN = 20
"""Most outlets, or findings, of each part of a record."""


class SourceRow(BaseModel):
    """An outlet, agency or channel, and how much of it was read."""

    id: str = Field(examples=["src-the-ferryman"])
    name: str
    kind: SourceKind
    url: str | None
    articles: int
    claims: int = Field(description="Claims its articles carry")
    first_published: str | None = Field(description="ISO date of its oldest article")
    last_published: str | None


class SourcePage(BaseModel):
    """Those with most articles first."""

    rows: list[SourceRow]
    next: str | None = Field(description="Cursor of the next page; null on the last")


class SourceQuery(BaseModel):
    """Which sources, and which page of them."""

    model_config = ConfigDict(extra="forbid")

    kind: Annotated[
        SourceKind | None, Field(description="Only of this kind; without one, all that published an article")
    ] = None
    limit: Limit = 50
    cursor: Cursor = None


class FirstReport(BaseModel):
    """A finding that an outlet reported before all others."""

    id: str = Field(description="The finding")
    text: str
    kind: str
    published: str = Field(description="ISO date of its first article on it")
    next_published: str = Field(description="ISO date of the first article of another outlet")
    others: int = Field(description="How many other outlets report it")


class ReportedFirst(BaseModel):
    """How early an outlet is with what others report too, in days of publication."""

    findings: int = Field(description="What it and at least one other outlet report, both with a date")
    first: int = Field(description="Of these, what it had at least a day before all others")
    same_day: int = Field(description="Of these, what it had on the same day as the first other")
    examples: list[FirstReport] = Field(description=f"The latest it had first, {SHOWN} at most")


class Copies(BaseModel):
    """Articles of one outlet that repeat another's."""

    source: NamedNode
    articles: int


class Cited(BaseModel):
    """Through whom an outlet has claims it does not speak for itself: agencies, channels, other outlets."""

    source: NamedNode
    claims: int


class Agreement(BaseModel):
    """Pairs of claims, one of each outlet, that tell the same, or cannot both be so."""

    source: NamedNode
    corroborates: int
    contradicts: int


class Source(SourceRow):
    """A source's record; lists are by number, largest first, and hold 20 at most."""

    reported_first: ReportedFirst
    copies: list[Copies] = Field(description="Whom it copies")
    copied_by: list[Copies]
    cites: list[Cited]
    agreement: list[Agreement] = Field(description="With which other outlets it agrees, and which it contradicts")
    sampled: bool = Field(
        description=f"Whether it has more than {EXAMINED_CLAIMS} claims or {EXAMINED_ARTICLES} articles: all below "
        "`last_published` is then counted from so many of them"
    )


class _Position(BaseModel):
    """The sort key of a source."""

    articles: Annotated[int, Field(ge=0, lt=2**31)]  # what the database can hold
    id: str


SOURCES = GraphQuery("sources", SourceRow)
SOURCE = GraphQuery("source", Source)


def sources(graph: Graph, query: SourceQuery) -> SourcePage:
    """One page of sources. Raises BadCursor, GraphUnavailable."""
    after = decode_cursor(query.cursor, _Position)
    found = graph.rows(
        SOURCES,
        kind=query.kind,
        after=after.model_dump() if after else None,
        limit=query.limit + 1,  # one more than shown tells whether a page follows
    )
    rows, following = cut(found, query.limit, lambda row: _Position(articles=row.articles, id=row.id))
    return SourcePage(rows=rows, next=following)


def source_by_id(graph: Graph, id_: str) -> Source:
    """The record of one source. Raises NotFound, GraphUnavailable."""
    found = graph.rows(SOURCE, id=id_, examined=EXAMINED_CLAIMS, articles=EXAMINED_ARTICLES, shown=SHOWN)
    if not found:
        raise NotFound("source", id_)
    return found[0]
