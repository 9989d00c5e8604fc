"""`protest-graph`: ingest, ask, serve, work."""

import csv
import socket
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
import uvicorn
from pydantic import TypeAdapter, ValidationError
from rich.markup import escape

from app.access import KeyAccess, OpenAccess, is_loopback
from app.cypher.copies import Copies
from app.cypher.desk import Desk
from app.findings import FindingQuery, findings
from app.limits import UNITS_A_MINUTE, Limiter
from app.main import Admission, create_app, offer_cypher
from app.names import Name
from app.paging import MAX_LIMIT
from app.reports import reports_about
from graph_schema.settings import GraphSettings
from ingest.joiner.loop import make_all_due
from ingest.sources.folder import read_path
from ingest.sources.raw import RawDocument
from protest_graph.console import Commands, Failure, Steps, err, opened, out
from protest_graph.db import db
from protest_graph.decisions import decide
from protest_graph.demo import HOST, PORT, show_demo, stop_demo
from protest_graph.joining import joining
from protest_graph.keys import api_keys, keys
from protest_graph.reading import accept_all, accepting, join_waiting, read_due, read_forever, stopped_by_signals
from protest_graph.tables import finding_line, report_table, unknown_name

MAX_FINDINGS = 10
"""Most findings above a table of reports: the best corroborated."""

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    help="Who reported what: protest news as a graph of claims, each with its speaker and its sentence.",
)
app.add_typer(db, name="db")
app.add_typer(decide, name="decide")
app.add_typer(keys, name="keys")


def _name(text: str) -> str:
    try:
        return TypeAdapter[str](Name).validate_python(text)
    except ValidationError as error:
        reasons = (fault["msg"].removeprefix("Value error, ") for fault in error.errors())
        raise typer.BadParameter("; ".join(reasons)) from error


@app.command()
def ask(
    about: Annotated[str, typer.Argument(callback=_name, help="A name in any spelling or script, or an id.")],
    limit: Annotated[int, typer.Option(min=1, max=MAX_LIMIT, help="Most rows shown.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print a list of rows with the fields of the API.")] = False,  # noqa: FBT002
) -> None:
    """Who reported what about a place, person, organisation, group, outlet or incident, newest first.

    Above it stands what several voices tell, with the outlets and the independent origins it goes back to.

    Example: protest-graph ask "Makhachkala" --limit 20
    """
    with opened(GraphSettings.from_env()) as graph:
        page = reports_about(graph, about, limit)
        known = findings(graph, FindingQuery(about=about, limit=MAX_FINDINGS)).rows
    resolution = page.about
    if resolution and not resolution.matches:
        err().print(escape(unknown_name(resolution)))
    if as_json:
        rows = [row.model_dump(mode="json", by_alias=True) for row in page.rows]
        typer.echo(orjson.dumps(rows, option=orjson.OPT_INDENT_2))
        return
    for finding in known:
        out().print(finding_line(finding))
    if page.rows:
        out().print(report_table(page.rows))
    elif resolution and resolution.matches:
        err().print(f"Nothing was reported about {escape(about)}.")
    if page.next:
        err().print(f"There is more: raise --limit (now {limit}, at most {MAX_LIMIT}), or page through the API.")


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(exists=True, help="Files, or folders of files.")],
    publisher: Annotated[str | None, typer.Option(help="Who published it; with a single file only.")] = None,
    published: Annotated[str | None, typer.Option(help="When, as YYYY-MM-DD; with a single file only.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title; with a single file only.")] = None,
    url: Annotated[str | None, typer.Option(help="Its address; with a single file only.")] = None,
) -> None:
    """Store documents, then read them until nothing is due.

    What cannot be parsed is set aside with its reason, and the exit status is then 1. After Ctrl-C, what was stored is
    read by the next `ingest` or `worker`.

    Example: protest-graph ingest seeds
    """
    stated = {"publisher": publisher, "published": published, "title": title, "url": url}
    given: dict[str, Any] = {key: value for key, value in stated.items() if value is not None}
    documents = chain.from_iterable(map(read_path, paths))
    if given:
        if len(paths) > 1 or paths[0].is_dir():
            raise typer.BadParameter("what is stated beside a text needs a single file", param_hint="--" + min(given))
        documents = [
            _state(document, given) if isinstance(document, RawDocument) else document for document in documents
        ]
    with opened(GraphSettings.from_env()) as graph:
        report = accept_all(graph, documents)
        summary = read_due(graph)
    new = sum(document.new for document in report.accepted)
    parts = [f"{len(report.accepted)} accepted ({new} new)", f"{summary.done} read"]
    parts += [f"{summary.parked} parked"] if summary.parked else []
    parts += [f"{len(report.refused)} set aside"] if report.refused else []
    out().print(", ".join(parts) + ".")
    if report.refused:
        raise typer.Exit(1)


def _state(document: RawDocument, given: dict[str, Any]) -> RawDocument:
    """The document with what the command line states, which replaces what a sidecar says."""
    try:
        return replace(document, metadata=replace(document.metadata, **given))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = HOST,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes any free one.")] = PORT,
    without_keys: Annotated[  # noqa: FBT002
        bool, typer.Option("--without-keys", help="Let whoever reaches it do everything; on a local address only.")
    ] = False,
    rate: Annotated[int, typer.Option(min=1, help="What a key may spend a minute; a page costs 1.")] = UNITS_A_MINUTE,
    origin: Annotated[
        list[str] | None, typer.Option(help="Pages of this origin may ask too, such as https://maps.example.")
    ] = None,
) -> None:
    """Answer questions over HTTP until Ctrl-C, from whoever has a key; the documentation is at /docs.

    Example: protest-graph serve --port 8080
    """
    if without_keys and not is_loopback(host):
        raise typer.BadParameter(f"{host} can be reached from other machines", param_hint="--without-keys")
    settings = GraphSettings.from_env()
    with opened(settings) as graph, socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen()  # so that whoever reads the address below is answered, however soon they ask
        except OSError as error:
            raise Failure(f"cannot listen on {host}:{port}: {error.strerror}") from error
        err().print(f"Listening on http://{host}:{listener.getsockname()[1]}/docs")
        access = OpenAccess() if without_keys else KeyAccess(api_keys(graph, settings))
        admission = Admission(access, Limiter(rate), origin or ())
        # uvicorn has shut down by the time of a KeyboardInterrupt: Ctrl-C is how one stops it
        with suppress(KeyboardInterrupt), joining(graph) as join:
            service = create_app(
                graph.driver, accept=accepting(graph), admission=admission, join=join, database=graph.database
            )
            if settings.cypher:
                offer_cypher(service, Desk(Copies(settings)))
            uvicorn.Server(uvicorn.Config(service, log_level="warning")).run(sockets=[listener])


@app.command()
def cypher_copy(
    stop: Annotated[bool, typer.Option("--stop", help="Stop its server; the copy stays on disk.")] = False,  # noqa: FBT002
) -> None:
    """Make or renew the copy that Cypher is asked of: without the names of withheld persons, and read-only.

    The copy before answers until the new one is there. `protest-graph serve` asks it when PROTEST_GRAPH_CYPHER is `on`.

    Example: protest-graph cypher-copy
    """
    settings = GraphSettings.from_env()
    copies = Copies(settings)
    if stop:
        out().print("The copy is stopped." if copies.stop() else "The copy was not running.")
        return
    with opened(settings) as graph, Steps() as show:
        made = copies.refresh(graph, show)
    out().print(
        f"The copy has {made.nodes:,} nodes and {made.relationships:,} relationships, "
        f"as of {made.copy.made_at}, version {made.copy.version}."
    )


@app.command()
def worker(
    once: Annotated[bool, typer.Option("--once", help="Stop when nothing is due.")] = False,  # noqa: FBT002
) -> None:
    """Read what is due until Ctrl-C. Several workers at once share the work.

    Example: protest-graph worker
    """
    with opened(GraphSettings.from_env()) as graph:
        summary = read_due(graph) if once else read_forever(graph)
    out().print(f"{summary.done} read, {summary.parked} parked, {summary.retried} to be retried.")


@app.command()
def join(
    everything: Annotated[bool, typer.Option("--all", help="Join the whole graph again.")] = False,  # noqa: FBT002
) -> None:
    """Join what is due: who and what is the same across articles. Reading does this by itself.

    Example: protest-graph join --all
    """
    with opened(GraphSettings.from_env()) as graph:
        if everything:
            make_all_due(graph.driver, graph.database)
        joined = join_waiting(graph)
    out().print(f"{joined.due} references joined: {joined.compared} pairs compared, {joined.moved} moved.")


@app.command()
def predict(
    gold: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A file of annotated articles.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the prediction is written.")],
) -> None:
    """Read the articles of an annotated file and write what was found in the same format, for a scorer.

    Example: protest-graph predict gold.json -o prediction.json
    """
    from protest_graph.predict import predict as predicted  # noqa: PLC0415  spaCy takes seconds to import

    output.write_bytes(orjson.dumps(predicted(gold), option=orjson.OPT_INDENT_2))


@app.command()
def predict_attributions(
    texts: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="A folder; every .txt below it is read.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the attributions are written, one a line.")],
) -> None:
    """Read plain texts and write who says what in them: source, cue and content in characters, for a scorer.

    Example: protest-graph predict-attributions articles -o attributions.jsonl
    """
    from protest_graph.predict import predict_attributions as predicted  # noqa: PLC0415  spaCy takes seconds to import

    output.write_bytes(b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in predicted(texts)))


@app.command()
def predict_incidents(
    reports: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV with the columns of MAVERICK.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the rows of id and incident are written.")],
) -> None:
    """Say which reports of a table are of the same incident: a CSV of id and incident, for a scorer.

    Example: protest-graph predict-incidents reports.csv -o incidents.csv
    """
    from protest_graph.incidents_csv import predict_incidents as predicted  # noqa: PLC0415  who asks pays for numpy

    rows = list(predicted(reports))
    with output.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows([("id", "incident"), *rows])


@app.command()
def demo(
    seeds: Annotated[Path, typer.Option(exists=True, help="The articles to read.")] = Path("seeds"),
    detach: Annotated[bool, typer.Option("--detach", help="Return; everything runs on.")] = False,  # noqa: FBT002
    stop: Annotated[bool, typer.Option("--stop", help="Stop what --detach left running.")] = False,  # noqa: FBT002
) -> None:
    """Start the database, read the seeds, start the service, and answer the first question.

    Example: protest-graph demo --detach
    """
    settings = GraphSettings.from_env()
    if stop:
        stop_demo(settings)
        out().print("Stopped.")
        return
    try:
        show_demo(settings, seeds)
        if detach:
            out().print("Everything runs on. Stop it with: protest-graph demo --stop")
            return
        out().print("Press Ctrl-C to stop everything.")
        with stopped_by_signals() as interrupted:
            interrupted.wait()
    except KeyboardInterrupt:  # while something was starting
        err().print("Interrupted.")
    stop_demo(settings)
    out().print("Stopped.")
