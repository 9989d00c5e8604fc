"""Who reported what: the row this service exists for, and the two reads that make a page of it."""

from pydantic import BaseModel, Field

from app.graph import Graph, GraphQuery
from app.known import EVER, KnownAt
from app.names import Resolution, resolve_name
from app.paging import decode_cursor, encode_cursor
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

    about: Resolution
    rows: list[ReportRow]
    next: str | None = Field(description="Cursor of the next page; null on the last")


class _Position(BaseModel):
    """The sort key of a report; an unknown date is an empty text, which sorts last."""

    published: str
    article: str
    position: int
    id: str


CLAIMS_ABOUT = GraphQuery("claims_about", _Position)
CLAIMS = GraphQuery("claims", ReportRow)


def reports_about(graph: Graph, about: str, limit: int, cursor: str | None = None, known: KnownAt = EVER) -> ReportPage:
    """One page of who reported what about a name or id; empty, with suggestions, for a name the graph does not know.

    Raises BadCursor, GraphUnavailable.
    """
    after = decode_cursor(cursor, _Position)
    resolution = resolve_name(graph, about)
    ids = [match.id for match in resolution.matches]
    positions = graph.rows(
        CLAIMS_ABOUT,
        about=ids,
        after=after.model_dump() if after else None,
        limit=limit + 1,  # one more than shown tells whether a page follows
        **known.parameters(),
    )
    shown = positions[:limit]
    return ReportPage(
        about=resolution,
        rows=claims_by_id(graph, [position.id for position in shown]),
        next=encode_cursor(shown[-1]) if len(positions) > limit else None,
    )


def claims_by_id(graph: Graph, ids: list[str]) -> list[ReportRow]:
    """The rows of the given claims, in that order; an id without a claim gives no row."""
    return graph.rows(CLAIMS, ids=ids)
