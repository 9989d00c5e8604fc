"""`protest-graph keys`: who may use the service."""

from typing import Annotated, cast

import typer
from rich.markup import escape

from app.graph import Graph
from app.keys import keys as all_keys
from graph_schema.api_keys import DAYS, SCOPES, ApiKeys, Scope, read_pepper
from graph_schema.settings import GraphSettings
from protest_graph.console import Commands, err, opened, out
from protest_graph.tables import key_table

keys = typer.Typer(cls=Commands, no_args_is_help=True, help="Make, list and take back keys to the service.")


def api_keys(graph: Graph, settings: GraphSettings) -> ApiKeys:
    """The keys of this installation. Raises KeyRefused when its secret cannot be read."""
    return ApiKeys(graph.driver, graph.database, read_pepper(settings))


@keys.command()
def create(
    name: Annotated[str, typer.Argument(help="Whose it is; decisions are made under this name.")],
    scope: Annotated[list[str], typer.Option(help=f"What it allows, one or more of {', '.join(SCOPES)}.")],
    days: Annotated[int, typer.Option(help="How long it lasts.")] = DAYS,
) -> None:
    """Make a key and print it: it cannot be shown again.

    Example: protest-graph keys create "Data desk" --scope read --scope curate
    """
    settings = GraphSettings.from_env()
    with opened(settings) as graph:
        key, text = api_keys(graph, settings).create(name, [cast("Scope", one) for one in scope], days)
    err().print(f"Key {key.id} of {escape(key.name)}: {', '.join(key.scopes)}, until {key.expires_at[:10]}.")
    typer.echo(text)


@keys.command(name="list")
def list_keys() -> None:
    """All keys, newest first: whose they are, what they allow, how long they last.

    Example: protest-graph keys list
    """
    settings = GraphSettings.from_env()
    with opened(settings) as graph:
        found = all_keys(graph)
    out().print(key_table(found) if found else "There are no keys.")


@keys.command()
def revoke(key: Annotated[str, typer.Argument(help="Its id.")]) -> None:
    """Take a key back; a running service takes it for good for up to five more seconds.

    Example: protest-graph keys revoke 1f3a5c7e9b0d
    """
    settings = GraphSettings.from_env()
    with opened(settings) as graph:
        revoked = api_keys(graph, settings).revoke(key)
    out().print(f"Took back {revoked.id} of {escape(revoked.name)}.")
