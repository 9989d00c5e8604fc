"""What the terminal shows: answers on standard output; progress and errors on standard error."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from typer._click.core import Context  # what TyperGroup.invoke declares; typer exports only a subclass
from typer.core import TyperGroup

from app.graph import DATABASE_ERRORS, Graph
from graph_schema.connection import open_driver
from graph_schema.errors import EmbeddedError, GraphError
from graph_schema.migrate import migrate
from graph_schema.settings import GraphSettings

PIPED_WIDTH = 100
"""Columns of a table that goes to a file or another program, where no terminal says how wide it is."""

INTERRUPTED = 130  # what shells report for Ctrl-C


def _width() -> int | None:
    return None if sys.stdout.isatty() or "COLUMNS" in os.environ else PIPED_WIDTH


def out() -> Console:
    """Where answers go. Made when needed, as tests and pipes replace the stream."""
    return Console(width=_width(), highlight=False)


def err() -> Console:
    """Where everything else goes."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


class Failure(Exception):
    """Something a person at the terminal can be told in one line."""


class Commands(TyperGroup):
    """Commands whose expected failures are one line on standard error and exit status 1."""

    def invoke(self, ctx: Context) -> object:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            err().print("Stopped.")
            raise typer.Exit(INTERRUPTED) from None
        except (Failure, EmbeddedError) as error:  # may end with the last lines of a log
            message = str(error)
        except (GraphError, *DATABASE_ERRORS) as error:
            message = " ".join(str(error).split())
        err().print(f"[red]Error:[/] {escape(message)}")
        raise typer.Exit(1)


class Steps:
    """Progress on standard error, gone when the work is done.

    Called with a step's name, how many are done, and how many there are (0 when unknown), as `graph_schema` does.
    """

    def __init__(self) -> None:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bars = Progress(*columns, console=err(), transient=True)
        self._task = self._bars.add_task("", total=None)

    def __enter__(self) -> "Steps":
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def __call__(self, step: str, done: int = 0, total: int = 0) -> None:
        """Show the step."""
        self._bars.update(self._task, description=step, completed=done, total=total or None)


@contextmanager
def opened(settings: GraphSettings) -> Generator[Graph]:
    """The graph, its server started when it is the local one, its schema up to date. Raises GraphError."""
    with Steps() as show:
        driver = open_driver(settings, show)
    with driver:
        migrate(driver, settings.database)
        yield Graph(driver, settings.database)
