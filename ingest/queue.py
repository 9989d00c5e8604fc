"""The queue of record: the reading state on `Revision` nodes.

A revision with `dueAt` in the past may be claimed; one in the future is leased or delayed; without it the revision is
done or parked. No reaper is needed: a lease that nobody prolongs falls due by itself. Attempts are counted when a
revision is claimed, so one that kills its worker is counted too.
"""

import threading
import uuid
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from neo4j import Driver, ManagedTransaction
from neo4j.exceptions import DriverError, Neo4jError

from graph_schema.cypher import load
from graph_schema.version import bump
from ingest.resolution.reading import ReadableRevision

LEASE_MS = 20_000  # how long a killed worker's articles wait for the next one
HEARTBEAT_S = 5.0
SCAN_FACTOR = 16  # candidates looked at for each revision claimed: workers that pick at random rarely meet


@dataclass(frozen=True, slots=True)
class Leased:
    """A revision this worker may read, and how often it was claimed."""

    revision: ReadableRevision
    attempt: int


@dataclass(frozen=True, slots=True)
class QueueState:
    """How many revisions are in which state; `wait_ms` until the next one falls due, None when nothing waits."""

    due: int
    later: int
    wait_ms: int | None
    done: int
    parked: int

    @property
    def open(self) -> int:
        """Revisions that are neither done nor parked."""
        return self.due + self.later


class Queue:
    """One worker's access to the queue, under a fencing token of its own."""

    def __init__(self, driver: Driver, database: str, lease_ms: int = LEASE_MS) -> None:
        self._driver = driver
        self._database = database
        self._lease_ms = lease_ms
        self.token = uuid.uuid4().hex

    def claim(self, size: int) -> list[Leased]:
        """Lease up to `size` fresh revisions, or a single one that was tried before.

        What was tried before may have killed its worker, so it is never put into a batch with others.
        """
        return self._claim(size, tried=False) or self._claim(1, tried=True)

    def _claim(self, size: int, *, tried: bool) -> list[Leased]:
        rows = self._write(
            "writes/queue_claim.cypher", seen=False,
            tried=tried, scan=size * SCAN_FACTOR, size=size, lease=self._lease_ms,
        )  # fmt: skip
        return [
            Leased(
                ReadableRevision(row["id"], row["article"], row["text"], row["published"], row["publisher"]),
                row["attempt"],
            )
            for row in rows
        ]

    @contextmanager
    def heartbeat(self, leased: Sequence[Leased]) -> Generator[None]:
        """Prolong the leases from a thread while the body works; a failed beat only risks losing the lease."""
        stop = threading.Event()
        ids = [item.revision.id for item in leased]

        def beat() -> None:
            while not stop.wait(HEARTBEAT_S):
                try:
                    self._write("writes/queue_extend.cypher", seen=False, ids=ids, lease=self._lease_ms)
                except (Neo4jError, DriverError):
                    continue  # the fence decides at the end whether the lease was lost

        thread = threading.Thread(target=beat, name="lease heartbeat", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def park(self, revision: str, reason: str) -> None:
        """File a leased revision as unreadable, with its reason."""
        self._write("writes/queue_park.cypher", id=revision, reason=reason)

    def release(self, revisions: Sequence[str], delay_ms: int) -> None:
        """Give leased revisions back, to be claimed again after the delay."""
        self._write("writes/queue_release.cypher", ids=list(revisions), delay=delay_ms)

    def retry_parked(self) -> int:
        """Make every parked revision that has a text due again; returns how many."""
        return self._write("writes/queue_retry.cypher")[0]["requeued"]

    def state(self) -> QueueState:
        """Counts over the whole queue."""
        with self._driver.session(database=self._database) as session:
            row = session.execute_read(lambda tx: tx.run(load("writes/queue_state.cypher")).data())[0]
        return QueueState(row["due"], row["later"], row["wait"], row["done"], row["parked"])

    def _write(self, name: str, *, seen: bool = True, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of a write under this token. Whether answers show what it changes is `seen`: a lease they do not."""

        def write(tx: ManagedTransaction) -> list[dict[str, Any]]:
            rows = tx.run(load(name), token=self.token, **parameters).data()
            if seen:
                bump(tx)
            return rows

        with self._driver.session(database=self._database) as session:
            return session.execute_write(write)
