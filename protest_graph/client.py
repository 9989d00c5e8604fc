"""Ask a running service from Python; what comes back are the service's own models.

from protest_graph import Client

with Client() as client:
    for row in client.reports(about="Makhachkala"):
        print(row.outlet, row.claim)
"""

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import httpx
from pydantic import BaseModel

from app.articles import ArticlePage, ArticleRow
from app.compare import Comparison
from app.cypher.desk import Rows, Statement
from app.decisions import Decided, Decision, DecisionPage, NewDecision
from app.findings import Finding, FindingPage
from app.incidents import Incident, IncidentPage
from app.jobs import Batch, Job
from app.jobs import Submitted as SubmittedTogether
from app.keys import Key, KeyList
from app.names import Match
from app.neighbourhood import Neighbourhood
from app.paths import Paths
from app.reports import ReportPage, ReportRow
from app.reviews import Review, ReviewPage
from app.routers.articles import Article, Submitted
from app.routers.entities import Entity, EntityMatches, History
from app.routers.findings import FindingReports
from app.routers.incidents import IncidentReports
from app.sources import Source, SourcePage, SourceRow
from app.stats import Stats
from app.submissions import Submission, SubmittedMetadata
from app.timeline import MAX_PERIODS, Timeline
from protest_graph.service_connection import ClientError, Filter, ServiceConnection

if TYPE_CHECKING:
    import pandas as pd

ADDRESS = "http://127.0.0.1:8000"
"""Where `protest-graph serve` and `make demo` listen."""

POLL_SECONDS = 2.0
"""How often a job is asked for."""


class Client:
    """A service at an address, asked with a key. Close it, or use it in a `with`.

    Listings are iterators that fetch page after page as they are read; filters are those of the API, by name. A service
    that is busy is asked again when it says so. Every method raises Unreachable, or Refused with what the service said.
    """

    def __init__(
        self, address: str | None = None, key: str | None = None, *, transport: httpx.BaseTransport | None = None
    ) -> None:
        """Without `address` and `key`, PROTEST_GRAPH_URL and PROTEST_GRAPH_KEY; without these, ADDRESS and no key.

        `transport` stands in for the network in tests. Raises ClientError for what is no address.
        """
        address = address or os.environ.get("PROTEST_GRAPH_URL") or ADDRESS
        self._service = ServiceConnection(address, key or os.environ.get("PROTEST_GRAPH_KEY"), transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._service.close()

    def reports(self, about: str | None = None, **filters: Filter) -> Iterator[ReportRow]:
        """Who reported what about a name or an id, or at all: newest article first."""
        return self._service.rows(ReportPage, "reports", about=about, **filters)

    def findings(self, about: str | None = None, **filters: Filter) -> Iterator[Finding]:
        """What several voices tell about a name or an id, or at all: most independent origins first."""
        return self._service.rows(FindingPage, "findings", about=about, **filters)

    def finding(self, id_: str, **filters: Filter) -> FindingReports:
        """A finding with the claims that support it and those that contradict them."""
        return self._service.one(FindingReports, "findings", id_, **filters)

    def incidents(self, about: str | None = None, **filters: Filter) -> Iterator[Incident]:
        """What happened, in connection with a name or an id, or at all: latest first, undated last."""
        return self._service.rows(IncidentPage, "incidents", about=about, **filters)

    def incident(self, id_: str) -> IncidentReports:
        """An incident with its claims, outlet by outlet."""
        return self._service.one(IncidentReports, "incidents", id_)

    def timeline(self, about: str | None = None, **filters: Filter) -> Timeline:
        """Reports by the day, week or month of what they tell: the latest MAX_PERIODS in which something happened."""
        asked: dict[str, Filter] = {"limit": MAX_PERIODS, **filters}
        return self._service.one(Timeline, "timeline", about=about, **asked)

    def entities(self, name: str, *, kind: str | None = None, limit: int = 20) -> list[Match]:
        """People, organisations, groups, places and sources of a name in any spelling or script: best match first."""
        return self._service.one(EntityMatches, "entities", q=name, kind=kind, limit=limit).rows

    def entity(self, id_: str) -> Entity:
        """What the graph holds on one of them; an id of before a merge leads to what it became."""
        return self._service.one(Entity, "entities", id_)

    def history(self, id_: str) -> Iterator[Decision]:
        """What people decided on an entity or incident: newest first."""
        return self._service.rows(History, "entities", id_, "history")

    def neighbourhood(self, id_: str, **filters: Filter) -> Neighbourhood:
        """What stands beside an entity or incident, by type of relationship: heaviest first."""
        return self._service.one(Neighbourhood, "entities", id_, "neighbourhood", **filters)

    def paths(self, one: str, other: str, **filters: Filter) -> Paths:
        """How two, by name or id, are linked by claims: shortest first."""
        ends: dict[str, Filter] = {"from": one, "to": other}
        return self._service.one(Paths, "paths", **ends, **filters)

    def articles(self, about: str | None = None, **filters: Filter) -> Iterator[ArticleRow]:
        """Articles that speak of a name or an id, or all: newest first."""
        return self._service.rows(ArticlePage, "articles", about=about, **filters)

    def article(self, id_: str) -> Article:
        """An article: its texts, and what was read in them with offsets in characters (code points)."""
        return self._service.one(Article, "articles", id_)

    def submit(self, raw: str, metadata: SubmittedMetadata | None = None) -> Submitted:
        """Have a document stored, to be read; the same document again changes nothing."""
        submission = Submission(raw=raw, metadata=metadata or SubmittedMetadata())
        return self._service.send(Submitted, "articles", body=submission)

    def submit_all(self, documents: Sequence[Submission]) -> SubmittedTogether:
        """Have several documents stored; those that cannot be read are named by their place in the sequence."""
        return self._service.send(SubmittedTogether, "articles", "batch", body=Batch(documents=list(documents)))

    def follow(self, job_id: str) -> Iterator[Job]:
        """How far the reading of documents sent together has come: now, at every change, until none waits."""
        before: Job | None = None
        while before is None or before.open:
            if before is not None:
                time.sleep(POLL_SECONDS)
            job = self._service.one(Job, "jobs", job_id)
            if job != before:
                yield job
            before = job

    def export(self, name: str, file: Path, **filters: Filter) -> None:
        """A whole listing as a file, such as `reports.csv` or `findings.parquet`; the API lists the names at `/docs`.

        Any size: it is written as it comes. Raises OSError when it cannot be.
        """
        self._service.save(file, "exports", name, **filters)

    def sources(self, **filters: Filter) -> Iterator[SourceRow]:
        """Who published: those with most articles first."""
        return self._service.rows(SourcePage, "sources", **filters)

    def source(self, id_: str) -> Source:
        """A source's record: what it reports first, whom it copies and cites, who agrees with it."""
        return self._service.one(Source, "sources", id_)

    def compare(self, one: str, other: str, incident: str | None = None, **filters: Filter) -> Comparison:
        """Two outlets, by name or id, on an incident; without one, the incidents that both report."""
        return self._service.one(Comparison, "compare", one=one, other=other, incident=incident, **filters)

    def decisions(self, about: str | None = None) -> Iterator[Decision]:
        """What people decided: newest first."""
        return self._service.rows(DecisionPage, "decisions", about=about)

    def decide(self, decision: NewDecision) -> Decided:
        """Decide who or what is the same, or is not, under the name of the key."""
        return self._service.send(Decided, "decisions", body=decision)

    def undo(self, decision_id: str) -> Decided:
        """Take a decision back."""
        return self._service.send(Decided, "decisions", decision_id, "undo")

    def reviews(self, about: str | None = None, **filters: Filter) -> Iterator[Review]:
        """What joining is not sure of: likeliest first."""
        return self._service.rows(ReviewPage, "reviews", about=about, **filters)

    def cypher(self, statement: str, **parameters: Any) -> Rows:
        """The rows of a statement of Cypher, asked of the copy without withheld names."""
        return self._service.send(Rows, "cypher", body=Statement(statement=statement, parameters=parameters))

    def keys(self) -> list[Key]:
        """Whose keys to the service there are, newest first; needs the scope `admin`."""
        return self._service.one(KeyList, "keys").rows

    def stats(self) -> Stats:
        """How much the graph holds."""
        return self._service.one(Stats, "stats")


def to_df(rows: Iterable[BaseModel]) -> "pd.DataFrame":
    """Rows as a table of pandas; what lies in a field of a row becomes a column such as `article.title`.

    Raises ClientError without pandas, which the extra `notebooks` brings.
    """
    try:
        import pandas as pd  # noqa: PLC0415  only who asks for tables needs it
    except ImportError as error:
        raise ClientError("tables need pandas: pip install 'protest-graph[notebooks]'") from error
    return pd.json_normalize([row.model_dump(mode="json", by_alias=True) for row in rows])
