"""The loop: claim, read, write; every revision ends as done, parked with a reason, or due again."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Protocol, TypeAlias

from neo4j import Driver
from neo4j.exceptions import IncompleteCommit, ServiceUnavailable, SessionExpired, TransientError

from graph_schema.model import Run
from ingest.extraction import Extraction
from ingest.graph_writer import write_readings
from ingest.joiner.loop import Joined, join_due
from ingest.queue import Leased, Queue
from ingest.resolution.reading import ReadableRevision, Reading, resolve

BATCH = 16  # articles read and written together: 2,200 claims a second were measured at 16 with eight claimers
MAX_ATTEMPTS = 5
POLL_S = 1.0
# What passes by itself: the work is given back and tried again. A lost acknowledgement is safe to repeat (the fence).
PASSING = (TransientError, ServiceUnavailable, SessionExpired, IncompleteCommit)


@dataclass(slots=True)
class Summary:
    """How a worker's revisions ended. `lost` were taken over by another worker."""

    done: int = 0
    parked: int = 0
    retried: int = 0
    lost: int = 0


class Reader(Protocol):
    """What reads: `ingest.nlp.reader.Reader` is the real one."""

    @property
    def run(self) -> Run:
        """The versions it reads with."""
        ...

    def read(self, articles: Sequence[ReadableRevision]) -> Iterator[Extraction]:
        """One extraction for each article, in order."""
        ...


Progress: TypeAlias = Callable[[Summary], None]


class Worker:
    """Reads what is due, batch by batch."""

    def __init__(self, driver: Driver, database: str, reader: Reader, batch: int = BATCH) -> None:
        self._driver = driver
        self._database = database
        self._reader = reader
        self._batch = batch
        self._queue = Queue(driver, database)
        self.summary = Summary()
        self.joined = Joined()

    def run_until_idle(self, stop: Event, progress: Progress = lambda _: None) -> Summary:
        """Read until nothing is due and nobody else holds a lease, or until `stop` is set."""
        while not stop.is_set():
            if not self.step():
                state = self._queue.state()
                if not state.open:
                    break
                stop.wait(min(POLL_S, max(state.wait_ms or 0, 10) / 1000))
            progress(self.summary)
        return self.summary

    def run_forever(self, stop: Event, progress: Progress = lambda _: None) -> Summary:
        """Read whatever falls due until `stop` is set; outages of the database are waited out."""
        while not stop.is_set():
            try:
                worked = self.step()
            except PASSING:
                worked = False
            if not worked:
                stop.wait(POLL_S)
            progress(self.summary)
        return self.summary

    def step(self) -> bool:
        """Claim and file one batch, join what is due; false when nothing was."""
        leased = self._queue.claim(self._batch)
        if leased:
            readable = [item for item in leased if not self._parked_for_attempts(item)]
            with self._queue.heartbeat(readable):
                self._file(self._read(readable))
        joined = join_due(self._driver, self._database, Event())  # also what was decided, or left by a worker that died
        self.joined.add(joined)
        return bool(leased) or not joined.idle

    def _parked_for_attempts(self, item: Leased) -> bool:
        if item.attempt <= MAX_ATTEMPTS:
            return False
        self._park(item, f"{MAX_ATTEMPTS} attempts ended without a result (the worker died or lost the database)")
        return True

    def _park(self, item: Leased, reason: str) -> None:
        self._queue.park(item.revision.id, reason)
        self.summary.parked += 1

    def _read(self, leased: Sequence[Leased]) -> list[Reading]:
        """The readings of a batch; when the batch fails, each alone, so that one bad article parks only itself."""
        revisions = [item.revision for item in leased]
        try:
            return [resolve(r, e) for r, e in zip(revisions, self._reader.read(revisions), strict=True)]
        except Exception as error:  # noqa: BLE001  any article can break any rule; each is then read alone
            if len(leased) == 1:
                self._park(leased[0], f"reading failed: {type(error).__name__}: {error}")
                return []
        return [reading for item in leased for reading in self._read([item])]

    def _file(self, readings: Sequence[Reading]) -> None:
        if not readings:
            return
        try:
            filed = write_readings(self._driver, self._database, self._queue.token, readings, self._reader.run)
        except PASSING:
            attempt_delay_ms = int(5_000 * random.uniform(0.5, 1.5))  # noqa: S311  spreads retries, hides nothing
            self._queue.release([r.revision.id for r in readings], attempt_delay_ms)
            self.summary.retried += len(readings)
            return
        self.summary.done += len(filed)
        self.summary.lost += len(readings) - len(filed)
