"""Asking the copy: each statement is judged before it runs, bounded in every way, and ended if need be."""

import logging
import re
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from threading import BoundedSemaphore, Event, Timer
from typing import Any, cast

import neo4j
import orjson
from neo4j import GraphDatabase, NotificationMinimumSeverity
from neo4j.exceptions import DriverError, Neo4jError, TransientError
from pydantic import BaseModel, ConfigDict, Field

from app.cypher.copies import Copies, Copy
from app.cypher.plan import check_plan, check_text
from app.cypher.relay import Relay
from app.cypher.values import plain
from app.errors import CopyUnavailable, StatementRefused
from app.masking import Withheld
from graph_schema import embedded
from graph_schema.cypher import load
from graph_schema.embedded import STATEMENT_MEMORY, STATEMENT_SECONDS, Endpoint
from graph_schema.errors import EmbeddedError
from graph_schema.settings import GraphSettings

MOST_ROWS = 1000
MOST_BYTES = 4 * 1024 * 1024
"""Of an answer, as JSON."""

MOST_LETTERS = 10_000
"""Of a statement."""

AT_ONCE = 2
"""Statements that run at the same time; the machine has other work."""

WAIT_SECONDS = 10.0
"""How long a statement waits for its turn."""

GRACE_SECONDS = 10.0
"""After its time is up. Neo4j looks at its clock between rows only: what goes on within one for ever does not end."""

_MOST_SENT = 2 * MOST_BYTES  # by the server, whose encoding is mostly shorter than JSON
_FETCHED = 100  # rows at a time
_EXPLAIN = "EXPLAIN "
_WHERE = re.compile(r"\(line (\d+), column (\d+) \(offset: \d+\)\)")

logger = logging.getLogger(__name__)


class Statement(BaseModel):
    """A statement of Cypher and its parameters."""

    model_config = ConfigDict(extra="forbid")

    statement: str = Field(
        min_length=1,
        max_length=MOST_LETTERS,
        description="Cypher that only reads",
        examples=["MATCH (s:Source)-[:REPORTED]->(c:Claim) RETURN s.name, count(c) AS claims ORDER BY claims DESC"],
    )
    parameters: dict[str, Any] = Field(default={}, description="What `$name` stands for in it", examples=[{"n": 5}])


class Rows(BaseModel):
    """What a statement returns, and of which day it is."""

    columns: list[str]
    rows: list[list[Any]] = Field(
        description="A value a column: nodes, relationships and paths as objects, times as ISO texts"
    )
    truncated: bool = Field(description=f"There is more: over {MOST_ROWS:,} rows or {MOST_BYTES:,} bytes")
    made_at: str = Field(description="When the copy that was asked was made, ISO, UTC")
    version: str = Field(description="Of which version of the graph")


class Desk:
    """Asks the current copy; used by several threads at once."""

    def __init__(self, copies: Copies) -> None:
        self._copies = copies
        self._seats = BoundedSemaphore(AT_ONCE)
        self._safe: tuple[str, list[Withheld]] | None = None

    def ask(self, asked: Statement, viewer: str, withheld: Sequence[Withheld] | None) -> Rows:
        """The rows of a statement. `withheld` are whom this viewer may not know of now, None for who may know all.

        Raises StatementRefused and CopyUnavailable.
        """
        check_text(asked.statement)
        if not self._seats.acquire(timeout=WAIT_SECONDS):
            raise CopyUnavailable(f"{AT_ONCE} other statements are running: ask again")
        begun = time.monotonic()
        outcome = "refused"
        try:
            answer = self._ask(asked, withheld)
            outcome = f"{len(answer.rows)} rows"
            return answer
        finally:
            self._seats.release()
            # who, how much and how long; not what, which may name whom they look for
            logger.info("cypher by %s: %s in %.1f s", viewer, outcome, time.monotonic() - begun)

    def _ask(self, asked: Statement, withheld: Sequence[Withheld] | None) -> Rows:
        copy, settings, endpoint = self._running()
        if withheld is not None:
            self._check_known(copy, endpoint, [*withheld])
        overrun = Event()
        try:
            with _watched(settings, overrun), _opened(endpoint) as (relay, session):
                try:
                    columns, rows, truncated = _run(session, relay, asked)
                except Neo4jError as error:
                    raise _refusal(error) from error
        except DriverError as error:
            if overrun.is_set():
                raise StatementRefused(f"it did not end within {STATEMENT_SECONDS} s, and not when told to") from error
            raise CopyUnavailable("the copy is being replaced or started anew: ask again") from error
        except (ValueError, TypeError, OverflowError, RecursionError) as error:
            raise StatementRefused(f"a value of it cannot be sent: {error}") from error
        return Rows(columns=columns, rows=rows, truncated=truncated, made_at=copy.made_at, version=copy.version)

    def _running(self) -> tuple[Copy, GraphSettings, Endpoint]:
        """The current copy and its server, started when it is not running."""
        try:
            copy = self._copies.current()
            if copy is None:
                raise CopyUnavailable("there is no copy of the graph yet: `protest-graph cypher-copy` makes one")
            settings = self._copies.server(copy)
            endpoint = embedded.status(settings) or embedded.ensure_running(settings)
            replaced = self._copies.current() != copy  # and what was just started is of one that has been removed
        except EmbeddedError as error:
            logger.exception("the copy cannot be started")
            raise CopyUnavailable("the copy cannot be started; the log of the service says why") from error
        if replaced:
            raise CopyUnavailable("the copy is being replaced: ask again")
        return copy, settings, endpoint

    def _check_known(self, copy: Copy, endpoint: Endpoint, withheld: list[Withheld]) -> None:
        """Raises CopyUnavailable where the copy tells of somebody who was not withheld yet when it was made."""
        if self._safe == (copy.name, withheld):
            return
        names = sorted({name for person in withheld for name in person.names})
        try:
            with _opened(endpoint) as (_, session):
                found = session.run(load("copying/known.cypher"), ids=[one.id for one in withheld], names=names)
                known = found.single(strict=True)["known"]
        except (DriverError, Neo4jError) as error:
            raise CopyUnavailable("the copy does not answer: ask again") from error
        if known:
            raise CopyUnavailable("the copy is older than who is withheld now: `protest-graph cypher-copy` renews it")
        self._safe = (copy.name, withheld)


@contextmanager
def _opened(endpoint: Endpoint) -> Generator[tuple[Relay, neo4j.Session]]:
    """A session that ends when the server has sent too much."""
    relay = Relay(int(endpoint.bolt_uri.rpartition(":")[2]), _MOST_SENT)
    driver = GraphDatabase.driver(
        f"bolt://{embedded.HOST}:{relay.port}",
        auth=(endpoint.user, endpoint.password),
        max_connection_pool_size=1,
        notifications_min_severity=NotificationMinimumSeverity.OFF,
    )
    session = driver.session(database=embedded.DATABASE, default_access_mode=neo4j.READ_ACCESS, fetch_size=_FETCHED)
    try:
        yield relay, session
    finally:
        relay.close()  # what was not taken need not be sent, nor be waited for
        with suppress(DriverError, Neo4jError):
            session.close()
        driver.close()


@contextmanager
def _watched(settings: GraphSettings, overrun: Event) -> Generator[None]:
    """Ends the server when what is within does not end by itself; the next statement starts it again."""

    def end() -> None:
        overrun.set()
        logger.warning("a statement did not end: the copy is ended and started anew")
        embedded.kill(settings)

    timer = Timer(STATEMENT_SECONDS + GRACE_SECONDS, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _run(session: neo4j.Session, relay: Relay, asked: Statement) -> tuple[list[str], list[list[Any]], bool]:
    """Columns, rows, and whether there are more."""
    transaction = session.begin_transaction(timeout=STATEMENT_SECONDS)
    # the text is the analyst's own: nothing of ours is put into it, and the server it goes to takes no writes
    summary = transaction.run(cast("Any", _EXPLAIN + asked.statement), asked.parameters).consume()
    check_plan(cast("Mapping[str, Any] | None", summary.plan), summary.query_type)
    result = transaction.run(cast("Any", asked.statement), asked.parameters)
    columns = [*result.keys()]
    rows: list[list[Any]] = []
    size = 0
    try:
        for record in result:
            row = [plain(value) for value in record.values()]
            size += len(orjson.dumps(row))
            if len(rows) == MOST_ROWS or size > MOST_BYTES:
                return columns, rows, True
            rows.append(row)
    except DriverError:
        if not relay.cut:
            raise
        return columns, rows, True
    return columns, rows, False


def _refusal(error: Neo4jError) -> Exception:
    """What a failure of the database means to who asked."""
    code = error.code or ""
    if "TimedOut" in code or "Terminated" in code:
        return StatementRefused(f"it took more than {STATEMENT_SECONDS} s")
    if "OutOfMemory" in code or "StackOverFlow" in code:
        return StatementRefused(f"it needs more memory than {STATEMENT_MEMORY}")
    if isinstance(error, TransientError):
        logger.error("the copy: %s", error)
        return CopyUnavailable("the copy cannot answer this now: ask again")
    return StatementRefused(_WHERE.sub(_place, (error.message or code).partition("\n")[0]))


def _place(found: re.Match[str]) -> str:
    """Where in the statement as it was sent."""
    line, column = int(found[1]), int(found[2])
    return f"(line {line}, column {column - len(_EXPLAIN) if line == 1 else column})"
