"""Corroboration: facts, with the outlets that report them and the independent origins they go back to."""

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from app import routes as guarded
from app.access import allowed
from app.dependencies import GraphDep
from app.errors import NotFound
from app.findings import Finding, FindingPage, FindingQuery, finding_by_id, findings
from app.graph import GraphQuery
from app.known import KnownAt
from app.problems import documented
from app.reports import ReportRow, claims_by_id

router = guarded.router("/v1/findings", "findings")


class Contradiction(BaseModel):
    """Two claims that cannot both be so, and on what ground."""

    claim: str = Field(description="The claim of the finding")
    against: str = Field(description="The claim that contradicts it")
    basis: str = Field(description="count, polarity, date or place")
    why: str


class Figure(BaseModel):
    """A count that a claim gives."""

    claim: str
    low: int | None
    high: int | None


class Profile(BaseModel):
    """What different readers would quote; null where nothing is counted."""

    lowest: Figure | None
    highest: Figure | None
    latest: Figure | None = Field(description="What the article published last says")
    most_origins: Figure | None = Field(description="What most independent origins say")


class FindingReports(BaseModel):
    """A finding with the claims that support it and those that contradict them."""

    finding: Finding
    profile: Profile
    supporting: list[ReportRow]
    contradicting: list[ReportRow]
    contradictions: list[Contradiction]


CONTRADICTIONS = GraphQuery("contradictions", Contradiction)


@router.get("")
@allowed("public")
def list_findings(graph: GraphDep, query: Annotated[FindingQuery, Query()]) -> FindingPage:
    """What is corroborated about a name or an id, the best corroborated first; a place includes all that lies in it."""
    return findings(graph, query)


@router.get("/{finding_id}", responses=documented(404))
@allowed("public")
def get_finding(graph: GraphDep, finding_id: str, known: Annotated[KnownAt, Query()]) -> FindingReports:
    """One finding: who supports it, who contradicts it, and the figures they give."""
    finding = finding_by_id(graph, finding_id, known)
    if finding is None:
        raise NotFound("finding", finding_id)
    claims = [support.claim for support in finding.support]
    supporting = claims_by_id(graph, claims)
    against = graph.rows(CONTRADICTIONS, ids=claims)
    others = dict.fromkeys(one.against for one in against)
    return FindingReports(
        finding=finding,
        profile=profile(supporting, finding),
        supporting=supporting,
        contradicting=claims_by_id(graph, [claim for claim in others if claim not in claims]),
        contradictions=against,
    )


def profile(supporting: list[ReportRow], finding: Finding) -> Profile:
    """The figures of the claims of a finding's kind, which come in the order they were published."""
    told = [row for row in supporting if row.count and row.kind == finding.kind and row.stance != "denied"]
    figures = [Figure(claim=row.id, low=row.count.low, high=row.count.high) for row in told if row.count]
    if not figures:
        return Profile(lowest=None, highest=None, latest=None, most_origins=None)
    origin = {support.claim: support.origin for support in finding.support}
    voices: dict[tuple[int | None, int | None], set[str | None]] = {}
    for figure in figures:
        voices.setdefault((figure.low, figure.high), set()).add(origin[figure.claim])

    def bound(figure: Figure) -> int:
        return figure.low if figure.low is not None else figure.high or 0

    return Profile(
        lowest=min(figures, key=bound),
        highest=max(figures, key=bound),
        latest=figures[-1],
        most_origins=max(figures, key=lambda figure: len(voices[figure.low, figure.high] - {None})),
    )
