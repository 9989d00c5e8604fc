"""Documents in: accepted first, then read until nothing is due; the same step for the service and for files."""

import signal
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from threading import Event

from rich.markup import escape

from app.errors import SubmissionRefused
from app.graph import DATABASE_ERRORS, Graph
from app.submissions import Accept, Accepted, SubmittedMetadata
from graph_schema.embedded import probe
from graph_schema.errors import GraphUnavailable
from ingest.accept import AcceptReport, accept
from ingest.article import Metadata
from ingest.joiner.loop import Joined, join_due, waiting_to_join
from ingest.queue import Queue
from ingest.sources.raw import RawDocument, SetAside
from ingest.worker import Summary, Worker
from protest_graph.console import Failure, Steps, err

API_ORIGIN = "POST /v1/articles"


def accepting(graph: Graph) -> Accept:
    """What the service calls to store a submitted document."""

    def store(raw: bytes, metadata: SubmittedMetadata) -> Accepted:
        try:
            document = RawDocument(API_ORIGIN, raw, Metadata(**metadata.model_dump(mode="json")))
        except ValueError as error:
            raise SubmissionRefused(f"metadata: {error}") from error
        try:
            probe(graph.driver, graph.database)  # an outage is told at once; the driver's retries of a write hide it
            [report] = accept(graph.driver, graph.database, [document])
        except DATABASE_ERRORS as error:
            raise GraphUnavailable(f"the document was not stored: {error}") from error
        if report.refused:
            raise SubmissionRefused(report.refused[0].reason)
        [accepted] = report.accepted
        return Accepted(article=accepted.article, revision=accepted.revision)

    return store


def accept_all(graph: Graph, documents: Iterable[RawDocument | SetAside]) -> AcceptReport:
    """Store documents, with progress, and say what is set aside; what was stored stays stored when interrupted."""
    total = AcceptReport()
    with Steps() as show:
        for report in accept(graph.driver, graph.database, documents):
            total.accepted += report.accepted
            total.refused += report.refused
            show("accepting", len(total.accepted))
    for refused in total.refused:
        err().print(f"[red]Set aside:[/] {escape(refused.origin)}: {escape(refused.reason)}")
    return total


def read_due(graph: Graph) -> Summary:
    """Read and join until nothing is due, with progress. The pipeline is loaded only when there is something to read.

    Raises KeyboardInterrupt, once the batch under way is filed, when asked to stop.
    """
    waiting = Queue(graph.driver, graph.database).state().open
    if not waiting:
        join_waiting(graph)
        return Summary()
    with Steps() as show, stopped_by_signals() as stop:
        show("loading the language pipeline")
        worker = _worker(graph)
        show("reading", 0, waiting)
        summary = worker.run_until_idle(stop, lambda done: show("reading", done.done + done.parked, waiting))
    if stop.is_set():
        raise KeyboardInterrupt
    return summary


def join_waiting(graph: Graph) -> Joined:
    """Join whatever is due, with progress, without reading anything."""
    waiting = waiting_to_join(graph.driver, graph.database)
    with Steps() as show, stopped_by_signals() as stop:
        done = join_due(graph.driver, graph.database, stop, lambda done: show("joining", done.due, waiting))
    if stop.is_set():
        raise KeyboardInterrupt
    return done


def read_forever(graph: Graph) -> Summary:
    """Read whatever falls due until asked to stop."""
    with stopped_by_signals() as stop:
        return _worker(graph).run_forever(stop)


def _worker(graph: Graph) -> Worker:
    # imported here: spaCy and its tables take seconds, and most commands read nothing
    from ingest.nlp.load import PipelineError  # noqa: PLC0415
    from ingest.nlp.reader import Reader  # noqa: PLC0415

    try:
        return Worker(graph.driver, graph.database, Reader())
    except PipelineError as error:
        raise Failure(str(error)) from error


@contextmanager
def stopped_by_signals() -> Generator[Event]:
    """An event that Ctrl-C and termination set, so that a batch under way is filed first; asking twice interrupts."""
    stop = Event()

    def stop_soon(_number: int, _frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, stop_soon) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
