"""Who reported what: the row this service exists for, and the read that makes a page of it."""

from typing import Annotated, Any, cast

import orjson
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
    """How many claims lead to the nodes asked about, and how many there are."""

    links: int
    claims: int

    def sooner_walked(self, limit: int) -> bool:
        """Whether a page is sooner found from the newest claim: one in claims / links is theirs."""
        return self.links**2 >= WALK * limit * self.claims


CLAIMS_ABOUT = GraphQuery("claims_about", ReportRow)
CLAIMS_NEWEST = GraphQuery("claims_newest", ReportRow)
CLAIMS_COUNT = GraphQuery("claims_count", _Links)
CLAIMS = GraphQuery("claims", ReportRow)

WALK = 2.5
"""What it costs to pass over one claim on the way back from the newest, where sorting in one that leads to the nodes
asked about costs 1 (measured among a million: 5 and 2 microseconds)."""

NEWEST = "9999-12-31"
PLACE = "plc-"  # how ids of places begin


def reports(graph: Graph, query: ReportQuery) -> ReportPage:
    """One page of who reported what, of everything or about a name or id; empty, with suggestions, for an unknown name.

    Raises BadCursor, GraphUnavailable.
    """
    about, shown, following = _page(graph, query)
    return ReportPage(about=about, rows=[ReportRow.model_validate(row) for row in shown], next=following)


def reports_json(graph: Graph, query: ReportQuery) -> bytes:
    """The same page as JSON, its rows as the database gives them. Raises BadCursor, GraphUnavailable.

    Checking fifty rows and writing them from models was a quarter of the service's time for a page (measured); that
    the query gives what the model says is for the tests.
    """
    about, shown, following = _page(graph, query)
    rows = [{name: row[name] for name in ReportRow.model_fields} for row in shown]
    return orjson.dumps({"about": about and about.model_dump(), "rows": rows, "next": following})


def _page(graph: Graph, query: ReportQuery) -> tuple[Resolution | None, list[dict[str, Any]], str | None]:
    """What `about` was understood as, the rows, and the cursor of the next page."""
    after = decode_cursor(query.cursor, _Position)
    asked = query.asked(graph)
    narrowed = asked.parameters
    named = (narrowed[name] for name in ("about", "outlet", "speaker", "place"))
    about = cast("list[str] | None", next(filter(None, named), None))
    many = about is None or _links(graph, about).sooner_walked(query.limit)
    bounds = (query.published_to, query.known_at if query.clock == "publication" else None)
    found = graph.maps(
        CLAIMS_NEWEST if many else CLAIMS_ABOUT,
        after=after.model_dump() if after else None,
        newest=min([NEWEST, *(day.isoformat() for day in bounds if day), *([after.published] if after else [])]),
        limit=query.limit + 1,  # one more than shown tells whether a page follows
        **{**narrowed, "about": about, "about_places": any(id_.startswith(PLACE) for id_ in about or ()) or None},
    )
    return asked.about, *cut(found, query.limit, _position)


def _position(row: dict[str, Any]) -> _Position:
    """Where a report stands in the list: a redated article is listed by its old date until it is read again."""
    return _Position(published=row["listed"], article=row["article"]["id"], position=row["span"]["start"], id=row["id"])


def _links(graph: Graph, about: list[str]) -> _Links:
    return graph.remembered(("links", *about), lambda: graph.rows(CLAIMS_COUNT, about=about)[0])


def reports_about(graph: Graph, about: str, limit: int) -> ReportPage:
    """The first page of who reported what about a name or id. Raises GraphUnavailable."""
    return reports(graph, ReportQuery(about=about, limit=limit))


def claims_by_id(graph: Graph, ids: list[str]) -> list[ReportRow]:
    """The rows of the given claims, in that order; an id without a claim gives no row."""
    return graph.rows(CLAIMS, ids=ids)
