"""What claims of several voices agree on, and whom it goes back to."""

from typing import Annotated

from pydantic import BaseModel, Field

from app.filters import Filters
from app.graph import Graph, GraphQuery
from app.known import KnownAt
from app.names import Resolution
from app.paging import Cursor, Limit, cut, decode_cursor
from app.reports import NamedId


class Interval(BaseModel):
    """Inclusive bounds, null where open."""

    low: int | None
    high: int | None


class Support(BaseModel):
    """A claim on the fact, and which of the origins it goes back to; null when it only repeats another."""

    claim: str
    origin: str | None
    agrees: bool = Field(description="Whether it says what `text` says; false for another figure or a denial")


class Finding(BaseModel):
    """One fact that several claims tell; copies and citation chains count as the one origin they go back to.

    Outlets, origins and count are those of the claims that agree with its text.
    """

    id: str
    text: str = Field(description="The words of its clearest claim")
    kind: str
    count: Interval | None = Field(description="What they say between them, null where nothing is counted")
    incident: NamedId | None
    place: NamedId | None
    outlets: list[str] = Field(description="Who reported it")
    origins: list[str] = Field(description="The ultimate sources")
    independent_origins: int
    support: list[Support] = Field(description="All claims on it, in the order they were published")
    contradicted: int = Field(description="How many claims contradict one of them")
    first_published: str | None
    last_published: str | None
    why: str = Field(description="Why these claims tell one fact")


class FindingPage(BaseModel):
    """Most independent origins first, then most outlets, as of the last joining; as they were known, for `known_at`."""

    about: Resolution | None
    rows: list[Finding]
    next: str | None = Field(description="Cursor of the next page; null on the last")


class _Position(BaseModel):
    """The sort key of a finding."""

    origins: Annotated[int, Field(ge=0, lt=2**31)]
    outlets: Annotated[int, Field(ge=0, lt=2**31)]
    id: str


class _Ranked(Finding):
    """A finding where it stands in the list."""

    standing: _Position


FINDINGS = GraphQuery("findings", _Ranked)


class FindingQuery(Filters):
    """Which findings, and which page of them: those that a claim which passes the filters supports."""

    limit: Limit = 50
    cursor: Cursor = None


def findings(graph: Graph, query: FindingQuery) -> FindingPage:
    """One page of findings, of everything or about a name or id; empty for a name the graph does not know.

    Raises BadCursor, GraphUnavailable.
    """
    after = decode_cursor(query.cursor, _Position)
    asked = query.asked(graph)
    found = graph.rows(
        FINDINGS,
        after=after.model_dump() if after else None,
        limit=query.limit + 1,  # one more than shown tells whether a page follows
        **_parameters(query, asked.parameters),
    )
    rows, following = cut(found, query.limit, lambda row: row.standing)
    return FindingPage(about=asked.about, rows=list[Finding](rows), next=following)


def _parameters(query: FindingQuery, asked: dict[str, object]) -> dict[str, object]:
    """Those of the query: `settled`, when all that is known now counts, so that the graph has the order of findings;
    `narrowed`, when anything narrows the claims on one.
    """
    settled = query.known_at is None or None
    claim = {name for name, value in asked.items() if value is not None} - {"about"}
    return {**asked, "settled": settled, "unsettled": not settled or None, "narrowed": bool(claim) or None}


def finding_by_id(graph: Graph, id_: str, known: KnownAt) -> Finding | None:
    """One finding as it was known; None when there is none. Raises GraphUnavailable."""
    if not id_.startswith("fin-"):
        return None  # findings can be listed about other ids too
    query = FindingQuery(**known.model_dump())
    asked = {**query.asked(graph).parameters, "about": [id_]}
    found = graph.rows(FINDINGS, **_parameters(query, asked), after=None, limit=1)
    return found[0] if found else None
