"""Two outlets side by side: what both tell of an incident, where they contradict each other, what only one has."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.errors import NotFound, UnknownName
from app.graph import Graph, GraphQuery
from app.names import NAMED_NODES, Name, NamedNode, resolve_name
from app.paging import Cursor, Limit, cut, decode_cursor
from app.reports import DateRange, ReportRow, claims_by_id

MAX_CLAIMS = 200
"""Most claims of one outlet on one incident that are compared."""
EXAMINED = 20_000
"""Most claims of the outlet with fewer that are searched for incidents of both."""


class CompareQuery(BaseModel):
    """Which outlets, and on what."""

    model_config = ConfigDict(extra="forbid")

    one: Annotated[Name, Field(description="An outlet, by name or id", examples=["The Ferryman"])]
    other: Annotated[Name, Field(description="Another outlet, by name or id", examples=["Open Docket"])]
    incident: Annotated[
        str | None,
        Field(max_length=100, description="An id; without one, the incidents that both report are listed"),
    ] = None
    limit: Limit = 50
    cursor: Cursor = None


class SharedIncident(BaseModel):
    """An incident that both outlets report, and how much each has on it."""

    id: str
    name: str
    type: str
    date: DateRange
    one: int = Field(description="Claims of the one outlet on it")
    other: int
    contradictions: int = Field(description="Pairs of claims, one of each outlet, that cannot both be so")


class FindingRef(BaseModel):
    """What both tell."""

    id: str
    text: str
    kind: str


class Shared(BaseModel):
    """A fact that both tell, in the claims of each."""

    finding: FindingRef
    one: list[ReportRow]
    other: list[ReportRow]


class Opposed(BaseModel):
    """Two claims that cannot both be so, and on what ground."""

    one: ReportRow
    other: ReportRow
    basis: str = Field(description="count, polarity, date or place")
    why: str


class Comparison(BaseModel):
    """Two outlets on an incident; without an incident, the incidents to choose from, latest first."""

    one: NamedNode
    other: NamedNode
    incident: NamedNode | None
    both: list[Shared] = []
    contradictions: list[Opposed] = []
    only_one: list[ReportRow] = Field(default=[], description="What only the one tells, in the order of its articles")
    only_other: list[ReportRow] = []
    cut: bool = Field(default=False, description=f"Whether an outlet has more than {MAX_CLAIMS} claims on it")
    incidents: list[SharedIncident] = []
    next: str | None = Field(default=None, description="Cursor of the next page of incidents; null on the last")


class _Position(BaseModel):
    """The sort key of a shared incident; an unknown date is an empty text, which sorts last."""

    started: str
    id: str


class _Shared(BaseModel):
    finding: FindingRef
    one: list[str]
    other: list[str]


class _Opposed(BaseModel):
    one: str
    other: str
    basis: str
    why: str


class _Compared(BaseModel):
    """Ids of claims."""

    one: list[str]
    other: list[str]
    both: list[_Shared]
    contradictions: list[_Opposed]


COMPARE = GraphQuery("compare", _Compared)
SHARED_INCIDENTS = GraphQuery("shared_incidents", SharedIncident)


def compare(graph: Graph, query: CompareQuery) -> Comparison:
    """Two outlets side by side. Raises NotFound, BadCursor, GraphUnavailable."""
    one, other = _outlet(graph, query.one), _outlet(graph, query.other)
    if query.incident is None:
        return _incidents(graph, one, other, query)
    found = graph.rows(NAMED_NODES, ids=[query.incident])
    if not found or found[0].kind != "incident":
        raise NotFound("incident", query.incident)
    return _side_by_side(graph, one, other, found[0])


def _outlet(graph: Graph, name: str) -> NamedNode:
    for match in resolve_name(graph, name).matches:
        if match.id.startswith("src-"):  # outlets are spoken of too: organisations have their names
            return NamedNode(id=match.id, name=match.name, kind=match.kind)
    raise UnknownName("outlet", name)


def _incidents(graph: Graph, one: NamedNode, other: NamedNode, query: CompareQuery) -> Comparison:
    after = decode_cursor(query.cursor, _Position)
    found = graph.rows(
        SHARED_INCIDENTS,
        one=one.id,
        other=other.id,
        examined=EXAMINED,
        after=after.model_dump() if after else None,
        limit=query.limit + 1,  # one more than shown tells whether a page follows
    )
    shown, following = cut(found, query.limit, lambda row: _Position(started=row.date.first or "", id=row.id))
    return Comparison(one=one, other=other, incident=None, incidents=shown, next=following)


def _side_by_side(graph: Graph, one: NamedNode, other: NamedNode, incident: NamedNode) -> Comparison:
    [found] = graph.rows(COMPARE, one=one.id, other=other.id, incident=incident.id, limit=MAX_CLAIMS + 1)
    cut = max(len(found.one), len(found.other)) > MAX_CLAIMS
    ours, theirs = found.one[:MAX_CLAIMS], found.other[:MAX_CLAIMS]
    rows = {row.id: row for row in claims_by_id(graph, list(dict.fromkeys([*ours, *theirs])))}
    both = [
        Shared(
            finding=shared.finding,
            one=[rows[id_] for id_ in shared.one if id_ in rows],
            other=[rows[id_] for id_ in shared.other if id_ in rows],
        )
        for shared in found.both
    ]
    opposed = [pair for pair in found.contradictions if pair.one in rows and pair.other in rows]
    told = {id_ for shared in found.both for id_ in (*shared.one, *shared.other)}
    told |= {id_ for pair in opposed for id_ in (pair.one, pair.other)}
    return Comparison(
        one=one,
        other=other,
        incident=incident,
        both=[shared for shared in both if shared.one and shared.other],
        contradictions=[
            Opposed(one=rows[pair.one], other=rows[pair.other], basis=pair.basis, why=pair.why) for pair in opposed
        ],
        only_one=[rows[id_] for id_ in ours if id_ in rows and id_ not in told],
        only_other=[rows[id_] for id_ in theirs if id_ in rows and id_ not in told],
        cut=cut,
    )
