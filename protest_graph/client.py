"""Ask a running service from Python; what comes back are the service's own models.

from protest_graph import Client

with Client() as client:
    for row in client.reports(about="Makhachkala"):
        print(row.outlet, row.claim)
"""

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ValidationError

from app.articles import ArticlePage, ArticleRow
from app.compare import Comparison
from app.decisions import Decided, Decision, DecisionPage, NewDecision
from app.findings import Finding, FindingPage
from app.names import Match
from app.neighbourhood import Neighbourhood
from app.paging import MAX_LIMIT
from app.problems import Problem
from app.reports import ReportPage, ReportRow
from app.reviews import Review, ReviewPage
from app.routers.articles import Article, Submitted
from app.routers.entities import Entity, EntityMatches, History
from app.routers.findings import FindingReports
from app.routers.incidents import Incident, IncidentPage, IncidentReports
from app.sources import Source, SourcePage, SourceRow
from app.stats import Stats
from app.submissions import Submission, SubmittedMetadata

if TYPE_CHECKING:
    import pandas as pd

ADDRESS = "http://127.0.0.1:8000"
"""Where `protest-graph serve` and `make demo` listen."""

TIMEOUT_SECONDS = 60.0
"""Longest wait for an answer; the service itself gives up on the database after 30."""

PATIENCE_SECONDS = 90.0
"""Longest wait, over all attempts, for a service that says it is busy: a rate is counted by the minute."""

_BUSY = (429, 503)

Filter = str | int | float | date | Sequence[str] | None
"""The value of a filter of the API, which lists them at `/docs`; None is left out."""

Row = TypeVar("Row", bound=BaseModel)
Answer = TypeVar("Answer", bound=BaseModel)


class ClientError(Exception):
    """A question that got no answer; the message says why."""


class Unreachable(ClientError):
    """No service answers at the address."""


class Refused(ClientError):
    """The service refused a question or could not answer it; `problem` is what it said."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.title}: {problem.detail} (HTTP {problem.status})")
        self.problem = problem


class _Page(Protocol[Row]):
    """A page of a listing."""

    rows: list[Row]
    next: str | None

    @classmethod
    def model_validate_json(cls, json_data: bytes, /) -> Self: ...


class _Model(Protocol):
    """What an answer is read as: a model, or a page."""

    @classmethod
    def model_validate_json(cls, json_data: bytes, /) -> Self: ...


Read = TypeVar("Read", bound=_Model)


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
        key = key or os.environ.get("PROTEST_GRAPH_KEY")
        if httpx.URL(address).scheme not in {"http", "https"}:
            raise ClientError(f"{address!r} is no address of a service: it begins with http:// or https://")
        self._http = httpx.Client(
            base_url=address,
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=TIMEOUT_SECONDS,
            follow_redirects=True,  # an id of before a merge leads on to what it became
            transport=transport,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def reports(self, about: str | None = None, **filters: Filter) -> Iterator[ReportRow]:
        """Who reported what about a name or an id, or at all: newest article first."""
        return self._rows(ReportPage, _path("reports"), about=about, **filters)

    def findings(self, about: str | None = None, **filters: Filter) -> Iterator[Finding]:
        """What several voices tell about a name or an id, or at all: most independent origins first."""
        return self._rows(FindingPage, _path("findings"), about=about, **filters)

    def finding(self, id_: str, **filters: Filter) -> FindingReports:
        """A finding with the claims that support it and those that contradict them."""
        return self._one(FindingReports, _path("findings", id_), **filters)

    def incidents(self, about: str | None = None, **filters: Filter) -> Iterator[Incident]:
        """What happened, in connection with a name or an id, or at all: latest first, undated last."""
        return self._rows(IncidentPage, _path("incidents"), about=about, **filters)

    def incident(self, id_: str) -> IncidentReports:
        """An incident with its claims, outlet by outlet."""
        return self._one(IncidentReports, _path("incidents", id_))

    def entities(self, name: str, *, kind: str | None = None, limit: int = 20) -> list[Match]:
        """People, organisations, groups, places and sources of a name in any spelling or script: best match first."""
        return self._one(EntityMatches, _path("entities"), q=name, kind=kind, limit=limit).rows

    def entity(self, id_: str) -> Entity:
        """What the graph holds on one of them; an id of before a merge leads to what it became."""
        return self._one(Entity, _path("entities", id_))

    def history(self, id_: str) -> Iterator[Decision]:
        """What people decided on an entity or incident: newest first."""
        return self._rows(History, _path("entities", id_, "history"))

    def neighbourhood(self, id_: str, **filters: Filter) -> Neighbourhood:
        """What stands beside an entity or incident, by type of relationship: heaviest first."""
        return self._one(Neighbourhood, _path("entities", id_, "neighbourhood"), **filters)

    def articles(self, about: str | None = None, **filters: Filter) -> Iterator[ArticleRow]:
        """Articles that speak of a name or an id, or all: newest first."""
        return self._rows(ArticlePage, _path("articles"), about=about, **filters)

    def article(self, id_: str) -> Article:
        """An article: its texts, and what was read in them with offsets in characters (code points)."""
        return self._one(Article, _path("articles", id_))

    def submit(self, raw: str, metadata: SubmittedMetadata | None = None) -> Submitted:
        """Have a document stored, to be read; the same document again changes nothing."""
        submission = Submission(raw=raw, metadata=metadata or SubmittedMetadata())
        return self._send(Submitted, _path("articles"), submission.model_dump(mode="json"))

    def sources(self, **filters: Filter) -> Iterator[SourceRow]:
        """Who published: those with most articles first."""
        return self._rows(SourcePage, _path("sources"), **filters)

    def source(self, id_: str) -> Source:
        """A source's record: what it reports first, whom it copies and cites, who agrees with it."""
        return self._one(Source, _path("sources", id_))

    def compare(self, one: str, other: str, incident: str | None = None, **filters: Filter) -> Comparison:
        """Two outlets, by name or id, on an incident; without one, the incidents that both report."""
        return self._one(Comparison, _path("compare"), one=one, other=other, incident=incident, **filters)

    def decisions(self, about: str | None = None) -> Iterator[Decision]:
        """What people decided: newest first."""
        return self._rows(DecisionPage, _path("decisions"), about=about)

    def decide(self, decision: NewDecision) -> Decided:
        """Decide who or what is the same, or is not, under the name of the key."""
        return self._send(Decided, _path("decisions"), decision.model_dump(mode="json"))

    def undo(self, decision_id: str) -> Decided:
        """Take a decision back."""
        return self._send(Decided, _path("decisions", decision_id, "undo"), None)

    def reviews(self, about: str | None = None, **filters: Filter) -> Iterator[Review]:
        """What joining is not sure of: likeliest first."""
        return self._rows(ReviewPage, _path("reviews"), about=about, **filters)

    def stats(self) -> Stats:
        """How much the graph holds."""
        return self._one(Stats, _path("stats"))

    def _rows(self, page: type[_Page[Row]], path: str, **filters: Filter) -> Iterator[Row]:
        asked = {"limit": MAX_LIMIT, **filters}
        cursor: str | None = None
        while True:
            found = self._read(page, self._ask("GET", path, {**asked, "cursor": cursor}))
            yield from found.rows
            cursor = found.next
            if cursor is None:
                return

    def _one(self, model: type[Answer], path: str, **filters: Filter) -> Answer:
        return self._read(model, self._ask("GET", path, filters))

    def _send(self, model: type[Answer], path: str, body: object) -> Answer:
        return self._read(model, self._ask("POST", path, {}, body))

    def _ask(self, method: str, path: str, filters: dict[str, Filter], body: object = None) -> bytes:
        """The body of a good answer. Raises Unreachable, Refused."""
        parameters = {name: _text(value) for name, value in filters.items() if value is not None}
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                answer = self._http.request(method, path, params=parameters, json=body)
            except httpx.TransportError as error:
                raise Unreachable(f"no answer from {self._http.base_url}: {error}") from error
            if answer.is_success:
                return answer.content
            wait = _seconds(answer)
            if wait is None or time.monotonic() + wait > until:
                raise Refused(_problem(answer))
            time.sleep(wait)

    def _read(self, model: type[Read], content: bytes) -> Read:
        try:
            return model.model_validate_json(content)
        except ValidationError as error:
            raise ClientError(f"{self._http.base_url} answers in words of another version: {error}") from error


def _path(*parts: str) -> str:
    """An address below `/v1`; what is odd in an id cannot lead elsewhere."""
    return "/v1/" + "/".join(quote(part, safe="") for part in parts)


def _text(value: Filter) -> str | list[str]:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, (str, int, float)) else list(value or ())


def _seconds(answer: httpx.Response) -> float | None:
    """How long to wait before asking again; None when that would not help."""
    wait = answer.headers.get("retry-after", "")
    return float(wait) if answer.status_code in _BUSY and wait.isdecimal() else None


def _problem(answer: httpx.Response) -> Problem:
    try:
        return Problem.model_validate_json(answer.content)
    except ValidationError:  # what stands between us and the service, or no service of ours
        title = answer.reason_phrase or "Refused"
        return Problem(type="about:blank", title=title, status=answer.status_code, detail=answer.text[:200])


def to_df(rows: Iterable[BaseModel]) -> "pd.DataFrame":
    """Rows as a table of pandas; what lies in a field of a row becomes a column such as `article.title`.

    Raises ClientError without pandas, which the extra `notebooks` brings.
    """
    try:
        import pandas as pd  # noqa: PLC0415  only who asks for tables needs it
    except ImportError as error:
        raise ClientError("tables need pandas: pip install 'protest-graph[notebooks]'") from error
    return pd.json_normalize([row.model_dump(mode="json", by_alias=True) for row in rows])
