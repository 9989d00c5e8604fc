"""`make evaluate`: every figure beside its floor; fails when one is below."""

import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from models.recipe.paths import REPO
from tests.accuracy import floors
from tests.accuracy.figures import Figure, digest, figures

PAGE = REPO / "docs" / "accuracy.md"
OPENING, CLOSING = "<!-- figures -->", "<!-- /figures -->"


def main(
    pin: Annotated[bool, typer.Option("--pin", help="Raise the floors to what is measured now.")] = False,
    lower: Annotated[bool, typer.Option("--lower", help="With --pin: lower floors too.")] = False,
    page: Annotated[bool, typer.Option("--page", help="Write the table into docs/accuracy.md.")] = False,
) -> None:
    """Score every stage against all gold, beside peers and floors.

    Example: python -m tests.accuracy --pin
    """
    known = floors.read()
    found: list[Figure] = []
    for figure in figures():
        found.append(figure)
        print(f"{figure.corpus}: {figure.task} {figure.value:.3f} of {figure.items}", file=sys.stderr, flush=True)
    measured = [floors.Reached(f.task, f.corpus, digest(f.corpus), f.value, f.items) for f in found]
    if pin:
        known = floors.pinned(measured, known, lower=lower)
        floors.write(known)
    table = Table("gold", "task", "ours", "floor", "items", "peers")
    for one in found:
        table.add_row(*_cells(one, known))
    Console().print(table)
    if page:
        text = PAGE.read_text(encoding="utf-8")
        before, _, rest = text.partition(OPENING)
        lines = ["| gold | task | ours | floor | items | peers |", "|---|---|---|---|---|---|"]
        lines += ["| " + " | ".join(_cells(one, known)) + " |" for one in found]
        after = rest.partition(CLOSING)[2]
        PAGE.write_text(before + "\n".join([OPENING, *lines, CLOSING]) + after, encoding="utf-8")
    if wrong := floors.problems(measured, known):
        sys.exit("\n".join(wrong))


def _cells(one: Figure, known: dict[tuple[str, str], floors.Reached]) -> list[str]:
    floor = known.get((one.corpus, one.task))
    peers = ", ".join(f"{name} {value:.3f}" for name, value in one.peers)
    return [one.corpus, one.task, f"{one.value:.3f}", f"{floor.value:.3f}" if floor else "", str(one.items), peers]


if __name__ == "__main__":
    try:
        typer.run(main)
    except (OSError, ValueError) as error:
        sys.exit(f"Error: {error}")
