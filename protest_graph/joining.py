"""Decisions made at the service: the graph follows at once, or as soon as it can."""

import logging
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from app.decisions import Join
from app.graph import DATABASE_ERRORS, Graph
from ingest.joiner.loop import join_due

JOIN_SECONDS = 10.0
"""How long whoever decides waits to see it. A decision takes well under a second to join; it waits behind articles that
are being joined, and behind other decisions."""

logger = logging.getLogger(__name__)


@contextmanager
def joining(graph: Graph, seconds: float = JOIN_SECONDS) -> Generator[Join]:
    """What the service calls to bring the graph in line with a decision; one join at a time, ended with the service.

    What is not done in time goes on by itself, and what fails or is left at the end stays due for the next worker.
    """
    stop = Event()
    with ThreadPoolExecutor(1, "joining") as pool:

        def join() -> bool:
            try:
                pool.submit(join_due, graph.driver, graph.database, stop).result(seconds)
            except TimeoutError:
                return False
            except DATABASE_ERRORS as error:
                logger.error("a decision waits for the next worker: %s", error)  # noqa: TRY400  an outage, no fault of ours
                return False
            return not stop.is_set()

        try:
            yield join
        finally:
            stop.set()
