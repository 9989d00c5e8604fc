"""The whole of it in one command: database, seeds, service, and the answer to the first question."""

import time
import urllib.error
import urllib.request
from pathlib import Path

from rich.markup import escape

from app.paging import MAX_LIMIT
from app.reports import reports_about
from graph_schema import embedded
from graph_schema.settings import GraphSettings
from ingest.sources.folder import read_path
from protest_graph.background import Background
from protest_graph.console import Failure, Steps, opened, out
from protest_graph.db import show_endpoint
from protest_graph.reading import accept_all, read_due
from protest_graph.tables import report_table

QUESTION = "Makhachkala"
HOST = "127.0.0.1"
PORT = 8000
READY_SECONDS = 60
POLL_SECONDS = 0.2


def show_demo(settings: GraphSettings, seeds: Path) -> None:
    """Start what is not running, read what is not read, and print answer and addresses."""
    with opened(settings) as graph:
        accepted = accept_all(graph, read_path(seeds))
        summary = read_due(graph)
        port = _start_service(settings)
        _start_worker(settings)
        page = reports_about(graph, QUESTION, MAX_LIMIT)
    console = out()
    new = sum(document.new for document in accepted.accepted)
    console.print(f"{len(accepted.accepted)} articles in {escape(str(seeds))}, {new} new, {summary.done} read now.\n")
    console.print(f"[bold]Who reported what about {QUESTION}?[/]\n")
    console.print(report_table(page.rows))
    console.print(f'Ask yourself   protest-graph ask "{QUESTION}"')
    console.print(f"Explorer       http://{HOST}:{port}/")
    console.print(f"API docs       http://{HOST}:{port}/docs")
    endpoint = embedded.status(settings) if settings.uri is None else None
    if endpoint:
        show_endpoint(endpoint)


def stop_demo(settings: GraphSettings) -> None:
    """Stop the service, the worker, and the database where it is the local one."""
    with Steps() as show:
        show("stopping")
        for name in ("serve", "worker"):
            Background(name, settings.data_dir).stop()
        if settings.uri is None:
            embedded.stop(settings)


def _start_worker(settings: GraphSettings) -> None:
    worker = Background("worker", settings.data_dir)
    if worker.running() is None:
        worker.start(["worker"])


def _start_service(settings: GraphSettings) -> int:
    """The port of the service, once it is ready."""
    service = Background("serve", settings.data_dir)
    arguments = service.running()
    if arguments is None:
        arguments = ("serve", "--without-keys", "--host", HOST, "--port", str(embedded.free_port(PORT)))
        service.start(arguments)
    port = int(arguments[-1])
    deadline = time.monotonic() + READY_SECONDS
    while not _is_ready(port):
        service.check()
        if time.monotonic() > deadline:
            raise Failure(f"the service at port {port} was not ready within {READY_SECONDS} s; its log: {service.log}")
        time.sleep(POLL_SECONDS)
    return port


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/readyz", timeout=5):
            return True
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False
