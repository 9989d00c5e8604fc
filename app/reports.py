"""Who reported what: the row this service exists for, and the two reads that make a page of it."""

from typing import Annotated

from pydantic import BaseModel, Field

from app.filters import Filters
from app.graph import Graph, GraphQuery
from app.names import Resolution
from app.paging import Cursor, Limit, cut, decode_cursor
from graph_schema.model import DatePrecision, QuoteType, Stance


class NamedId(BaseModel):
    """A node by id and name."""

    id: str
    name: str


class ArticleRef(BaseModel):
    """The article that carries a claim; what is unknown is null."""

    id: str
    title: str | None
    url: str | None
    published: str | None = Field(description="ISO date")


class SpeakerRef(BaseModel):
    """Who is reported to say it: a person, organisation or group, a channel in the article's words, or the outlet."""

    id: str
    name: str
    kind: str


class Count(BaseModel):
    """Inclusive bounds, null where open, and the words of the text."""

    low: int | None
    high: int | None
    qualifier: str | None
    unit: str | None
    words: str | None


class Offsets(BaseModel):
    """A half-open range of characters (code points) of the revision's text."""

    start: int
    end: int


class SentenceRef(Offsets):
    """The sentence that proves the claim."""

    text: str


class DateRange(BaseModel):
    """ISO dates, both null while unknown."""

    first: str | None = Field(alias="from")
    last: str | None = Field(alias="to")
    precision: DatePrecision


class EventDate(DateRange):
    """When it happened, and the words of the text."""

    words: str | None


class ReportRow(BaseModel):
    """One outlet reports one claim in one sentence."""

    id: str = Field(description="The claim")
    outlet: str | None
    article: ArticleRef
    speaker: SpeakerRef | None
    via: list[str] = Field(description="Through whom it reached the outlet, nearest to the outlet first")
    verb: str | None = Field(description="The reporting verb or cue")
    stance: Stance
    kind: str = Field(description="What kind of claim: a type of the codebook")
    quote_type: QuoteType
    claim: str
    count: Count | None
    sentence: SentenceRef
    span: Offsets = Field(description="Where the claim's words stand")
    event_date: EventDate
    actors: list[NamedId] = Field(description="Who does what the claim reports")
    targets: list[NamedId] = Field(description="To whom it is done")
    tactics: list[str] = Field(description="Weapons and ways of acting, in the words of the text")
    slogans: list[str]
    causes: list[str] = Field(description="What the event was over, in the words of the text")
    place: NamedId | None
    incident: str | None


class ReportPage(BaseModel):
    """Newest article first, undated last; within an article in its order."""

    about: Resolution | None
    rows: list[ReportRow]
    next: str | None = Field(description="Cursor of the next page; null on the last")


class ReportQuery(Filters):
    """Which reports, and which page of them."""

    limit: Limit = 50
    cursor: Cursor = None


class _Position(BaseModel):
    """The sort key of a report; an unknown date is an empty text, which sorts last."""

    published: str
    article: str
    position: Annotated[int, Field(ge=0, lt=2**31)]
    id: str


class _Links(BaseModel):
    links: int


CLAIMS_ABOUT = GraphQuery("claims_about", _Position)
CLAIMS_NEWEST = GraphQuery("claims_newest", _Position)
CLAIMS_COUNT = GraphQuery("claims_count", _Links)
CLAIMS = GraphQuery("claims", ReportRow)

MANY_LINKS = 10_000
"""From so many claims on, a page is sooner found by walking back from the newest claim than from the nodes asked about:
of a million claims, one in a hundred is then one of theirs."""

NEWEST = "9999-12-31"


def reports(graph: Graph, query: ReportQuery) -> ReportPage:
    """One page of who reported what, of everything or about a name or id; empty, with suggestions, for an unknown name.

    Raises BadCursor, GraphUnavailable.
    """
    after = decode_cursor(query.cursor, _Position)
    asked = query.asked(graph)
    narrowed = asked.parameters
    about = narrowed["about"] or narrowed["outlet"] or narrowed["speaker"] or narrowed["place"]
    many = about is None or sum(row.links for row in graph.rows(CLAIMS_COUNT, about=about)) >= MANY_LINKS
    bounds = (query.published_to, query.known_at if query.clock == "publication" else None)
    positions = graph.rows(
        CLAIMS_NEWEST if many else CLAIMS_ABOUT,
        after=after.model_dump() if after else None,
        newest=min([NEWEST, *(day.isoformat() for day in bounds if day), *([after.published] if after else [])]),
        limit=query.limit + 1,  # one more than shown tells whether a page follows
        **{**narrowed, "about": about},
    )
    shown, following = cut(positions, query.limit, lambda position: position)
    rows = claims_by_id(graph, [position.id for position in shown])
    return ReportPage(about=asked.about, rows=rows, next=following)


def reports_about(graph: Graph, about: str, limit: int) -> ReportPage:
    """The first page of who reported what about a name or id. Raises GraphUnavailable."""
    return reports(graph, ReportQuery(about=about, limit=limit))


def claims_by_id(graph: Graph, ids: list[str]) -> list[ReportRow]:
    """The rows of the given claims, in that order; an id without a claim gives no row."""
    return graph.rows(CLAIMS, ids=ids)
