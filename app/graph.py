"""Run one named query read-only and return typed rows."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, LiteralString, TypeVar, cast

import neo4j
from cachetools import LRUCache
from neo4j.exceptions import AuthError, DriverError, Neo4jError
from pydantic import BaseModel

from graph_schema import cypher
from graph_schema.errors import GraphUnavailable

QUERY_SECONDS = 30.0
"""Longest a read may take. A page takes milliseconds once its plan is cached, but a server that had just started took
15 s to plan one on two busy cores."""

DATABASE_ERRORS = (DriverError, Neo4jError)
"""Whatever the driver raises; for the command line, which runs reads and writes of other packages."""

ANSWER_BYTES = 16 * 1024 * 1024
"""Of small answers that are remembered: what a name stands for, how much there is about it."""

Row = TypeVar("Row", bound=BaseModel)
Answer = TypeVar("Answer", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class GraphQuery(Generic[Row]):
    """A file of `graph_schema/queries` and the type of its rows.

    The query returns one record holding one list `rows` of maps: unpacking costs by the record, not by the map
    (measured: 443,000 rows a second that way, 25,000 with a record a row).
    """

    name: str
    row: type[Row]


class Memory:
    """What small questions were answered, as long as the graph does not change; used by several threads at once."""

    def __init__(self) -> None:
        self._answers: LRUCache[Hashable, BaseModel] = LRUCache(ANSWER_BYTES, getsizeof=_size)
        self._version = 0
        self._lock = Lock()

    def forget(self) -> None:
        """The graph has changed: what is being asked at this moment is not remembered either."""
        with self._lock:
            self._answers.clear()
            self._version += 1

    def remembered(self, question: Hashable, ask: Callable[[], Answer]) -> Answer:
        """The answer to a question, asked when it is not known."""
        with self._lock:
            version = self._version
            if question in self._answers:
                return cast("Answer", self._answers[question])
        answer = ask()
        with self._lock:
            if version == self._version:
                self._answers[question] = answer
        return answer


@dataclass(frozen=True, slots=True)
class Graph:
    """Read access to the graph, for a viewer from whom detained private persons are `hidden` or not.

    `memory` is for those who tell it when the graph changes; without, everything is asked each time.
    """

    driver: neo4j.Driver
    database: str
    hidden: bool = False
    memory: Memory | None = None

    def remembered(self, question: tuple[Hashable, ...], ask: Callable[[], Answer]) -> Answer:
        """The answer to a question of this viewer, from memory where there is one."""
        return self.memory.remembered((self.hidden, *question), ask) if self.memory else ask()

    def rows(self, query: GraphQuery[Row], /, **parameters: object) -> list[Row]:
        """The rows of a query, in its order; `$hidden` tells it whether to leave withheld persons out.

        Conditions on parameters that are None are left out of it, see `cypher.load`.

        Raises GraphUnavailable when the database is stopped, refuses us, or takes longer than QUERY_SECONDS.
        """
        return [query.row.model_validate(row) for row in self.maps(query, **parameters)]

    def maps(self, query: GraphQuery[Row], /, **parameters: object) -> list[dict[str, Any]]:
        """The same rows as the database gives them: nothing checks that they have the shape they should."""
        text = neo4j.Query(self.text(query, parameters), timeout=QUERY_SECONDS)
        try:
            # no retries: whoever asks waits, and is better served by an answer that says when to ask again
            with self.driver.session(database=self.database, default_access_mode=neo4j.READ_ACCESS) as session:
                return session.run(text, parameters, hidden=self.hidden).single(strict=True)["rows"]
        except (DriverError, AuthError) as error:
            raise GraphUnavailable(f"the database does not answer: {error}") from error
        except Neo4jError as error:
            if "TransactionTimedOut" in (error.code or ""):
                raise GraphUnavailable(f"the database is busy: no answer within {QUERY_SECONDS:.0f} s") from error
            if error.is_retryable():
                raise GraphUnavailable(f"the database is busy or restarting: {error.message}") from error
            raise

    def text(self, query: GraphQuery[Row], parameters: Mapping[str, object]) -> LiteralString:
        """The Cypher of a query with these parameters."""
        given = {name for name, value in parameters.items() if value is not None}
        return cypher.load(f"queries/{query.name}.cypher", frozenset(given | ({"hidden"} if self.hidden else set())))


def _size(answer: BaseModel) -> int:
    """Bytes a remembered answer takes, about."""
    return 500 + len(answer.model_dump_json())
