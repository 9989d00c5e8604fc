"""`protest-graph db`: the database itself."""

from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.markup import escape

from graph_schema import embedded
from graph_schema.bloom.browser import favourites as browser_favourites
from graph_schema.bloom.browser import style as browser_style
from graph_schema.bloom.perspective import perspective
from graph_schema.connection import open_driver
from graph_schema.lint import run_lint
from graph_schema.migrate import migrate as apply_migrations
from graph_schema.migrate import pending
from graph_schema.settings import GraphSettings
from protest_graph.console import Commands, Failure, Steps, err, opened, out
from protest_graph.tables import violation_table

db = typer.Typer(cls=Commands, no_args_is_help=True, help="Start, stop, migrate, check and look at the database.")


def local_settings(purpose: str) -> GraphSettings:
    """Settings of the local server; raises Failure when NEO4J_URI names another, which is not ours to start or stop."""
    settings = GraphSettings.from_env()
    if settings.uri is not None:
        raise Failure(f"NEO4J_URI names a server that this command does not {purpose}; unset it for the local one")
    return settings


@db.command()
def start() -> None:
    """Start the local Neo4j, fetching it the first time.

    Example: protest-graph db start
    """
    settings = local_settings("start")
    with Steps() as show:
        endpoint = embedded.ensure_running(settings, show)
    show_endpoint(endpoint)


@db.command()
def stop() -> None:
    """Stop the local Neo4j; the graph stays on disk.

    Example: protest-graph db stop
    """
    out().print("Neo4j stopped." if embedded.stop(local_settings("stop")) else "Neo4j was not running.")


@db.command()
def status() -> None:
    """Say where the database is, and whether its schema is up to date.

    Example: protest-graph db status
    """
    settings = GraphSettings.from_env()
    if settings.uri is None:
        endpoint = embedded.status(settings)
        if endpoint is None:
            out().print("Neo4j is not running. Start it with: protest-graph db start")
            return
        show_endpoint(endpoint)
    with open_driver(settings) as driver:
        waiting = pending(driver, settings.database)
    if settings.uri is not None:
        out().print(f"Neo4j answers at {escape(settings.uri)}, database {escape(settings.database)}.")
    out().print(f"Migrations waiting: {', '.join(m.id for m in waiting)}." if waiting else "The schema is up to date.")


@db.command()
def migrate() -> None:
    """Bring the schema up to date. Every command that opens the graph does this by itself.

    Example: protest-graph db migrate
    """
    settings = GraphSettings.from_env()
    with Steps() as show:
        driver = open_driver(settings, show)
    with driver:
        applied = apply_migrations(driver, settings.database)
    for migration in applied:
        out().print(f"Applied {migration.id} {migration.name}.")
    if not applied:
        out().print("The schema is up to date.")


@db.command()
def lint() -> None:
    """Check every invariant of the graph; exit status 1 when one is broken.

    Example: protest-graph db lint
    """
    with opened(GraphSettings.from_env()) as graph:
        violations = run_lint(graph.driver, graph.database)
    if violations:
        out().print(violation_table(violations))
        err().print(f"[red]{len(violations)} violations.[/]")
        raise typer.Exit(1)
    out().print("The graph keeps every invariant.")


@db.command()
def bloom(output: Annotated[Path, typer.Option("--output", "-o", help="Where the perspective is written.")]) -> None:
    """Write a perspective for Neo4j Bloom: categories, colours and questions in plain words. Needs no database.

    Example: protest-graph db bloom -o perspective.json
    """
    _write(output, orjson.dumps(perspective(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


@db.command()
def favourites(output: Annotated[Path, typer.Option("--output", "-o", help="Where the archive is written.")]) -> None:
    """Write the questions of the perspective as favourites of Neo4j Browser, a ZIP file to be dropped on its window.

    Example: protest-graph db favourites -o favourites.zip
    """
    _write(output, browser_favourites())


@db.command()
def style(output: Annotated[Path, typer.Option("--output", "-o", help="Where the style sheet is written.")]) -> None:
    """Write the colours and captions of the perspective for Neo4j Browser, a file to be dropped on its window.

    Example: protest-graph db style -o protest-graph.grass
    """
    _write(output, browser_style().encode())


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise Failure(f"cannot write {file}: {error.strerror}") from error
    out().print(f"Wrote {escape(str(file))}.")


def show_endpoint(endpoint: embedded.Endpoint) -> None:
    """Where the local server answers, and how to get in."""
    console = out()
    console.print(f"Neo4j Browser  {endpoint.http_uri}/browser/")
    console.print(f"Bolt           {endpoint.bolt_uri}")
    console.print(f"User           {endpoint.user}, password in {escape(str(endpoint.password_file))}")
