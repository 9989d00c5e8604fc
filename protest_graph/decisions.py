"""`protest-graph decide`: what people decide about who or what is the same."""

import getpass
from collections.abc import Callable
from typing import Annotated

import typer
from rich.markup import escape

from graph_schema.decide import Curator, decisions, reviews
from graph_schema.model import Decision
from graph_schema.settings import GraphSettings
from protest_graph.console import Commands, opened, out
from protest_graph.reading import join_waiting
from protest_graph.tables import decision_table, review_table

decide = typer.Typer(
    cls=Commands, no_args_is_help=True, help="Say who or what is the same; every decision can be taken back."
)

Id = Annotated[str, typer.Argument(help="Of a person, organisation, group, place, incident or reference.")]
Reason = Annotated[str, typer.Option("--because", help="Why, for those who read it later.")]
Author = Annotated[str, typer.Option("--by", help="Who decides.", default_factory=getpass.getuser)]
Limit = Annotated[int, typer.Option(min=1, max=10_000, help="Most rows shown.")]


def _decided(author: str, act: Callable[[Curator], Decision]) -> None:
    with opened(GraphSettings.from_env()) as graph:
        decision = act(Curator(graph.driver, graph.database, author))
        joined = join_waiting(graph)
    verb = "Took back" if decision.retracted_at else "Decided"
    out().print(f"{verb} {escape(decision.id)}: {escape(decision.summary)}. {joined.moved} references moved.")


@decide.command()
def merge(one: Id, other: Id, because: Reason, by: Author) -> None:
    """Say that two are the same.

    Example: protest-graph decide merge per-1f per-2c --because "the court used both names"
    """
    _decided(by, lambda curator: curator.merge(one, other, because))


@decide.command()
def confirm(one: Id, other: Id, because: Reason, by: Author) -> None:
    """Say that two references that were joined, or may be the same, are: they are not judged again.

    Example: protest-graph decide confirm ref-1f ref-2c --because "both are the governor"
    """
    _decided(by, lambda curator: curator.confirm(one, other, because))


@decide.command()
def reject(one: Id, other: Id, because: Reason, by: Author) -> None:
    """Say that two are not the same: they are never proposed again.

    Example: protest-graph decide reject ref-1f ref-2c --because "a namesake"
    """
    _decided(by, lambda curator: curator.reject(one, other, because))


@decide.command()
def split(
    entity: Id,
    references: Annotated[list[str], typer.Argument(help="The references that stand for something else.")],
    because: Reason,
    by: Author,
) -> None:
    """Say that some references of an entity or incident stand for something else than the others.

    Example: protest-graph decide split per-1f ref-2c --because "another Melikov"
    """
    _decided(by, lambda curator: curator.split(entity, references, because))


@decide.command()
def relink(
    article: Annotated[str, typer.Argument(help="The id of the article that means somebody else.")],
    one: Id,
    other: Id,
    because: Reason,
    by: Author,
) -> None:
    """Say that in one article what was read as one stands for the other.

    Example: protest-graph decide relink art-7e per-1f per-2c --because "this Melikov is the driver"
    """
    _decided(by, lambda curator: curator.relink(article, one, other, because))


@decide.command()
def undo(decision: Annotated[str, typer.Argument(help="Its id.")], by: Author) -> None:
    """Take a decision back; it stays on record.

    Example: protest-graph decide undo dec-5a
    """
    _decided(by, lambda curator: curator.undo(decision))


@decide.command(name="list")
def list_decisions(
    about: Annotated[str | None, typer.Argument(help="An id; everything without one.")] = None, limit: Limit = 100
) -> None:
    """What was decided, newest first: by whom, when and why, and what was taken back.

    Example: protest-graph decide list per-1f
    """
    with opened(GraphSettings.from_env()) as graph:
        found = decisions(graph.driver, graph.database, about, limit)
    out().print(decision_table(found) if found else "Nothing was decided.")


@decide.command(name="reviews")
def list_reviews(limit: Limit = 100) -> None:
    """What joining is not sure of, the likeliest first: to be confirmed or rejected.

    Example: protest-graph decide reviews --limit 20
    """
    with opened(GraphSettings.from_env()) as graph:
        found = reviews(graph.driver, graph.database, limit)
    out().print(review_table(found) if found else "Nothing waits for a judgement.")
