"""`python -m models.recipe …`: convert, train and evaluate."""

from pathlib import Path
from typing import Annotated

import typer

from models.recipe import cnn, corpus, evaluate

app = typer.Typer(help="Rebuild and measure the language pipelines.", no_args_is_help=True)


@app.command()
def convert() -> None:
    """Build models/build/corpus from ../shared/data/nlp (or $PROTEST_GRAPH_SHARED/data/nlp)."""
    corpus.convert()


@app.command()
def train_cnn(
    syntax: Annotated[int, typer.Option(help="Batches for tags, lemmas and parse.")] = cnn.Plan.syntax,
    first_names: Annotated[int, typer.Option(help="Batches for the model that fills gaps.")] = cnn.Plan.first_names,
    names: Annotated[int, typer.Option(help="Batches for names.")] = cnn.Plan.names,
    build: Annotated[Path, typer.Option(help="Where the steps lie; remove one to redo it.")] = cnn.CNN,
) -> None:
    """Train the fast pipeline from the built corpora."""
    folder = cnn.train(build=build, plan=cnn.Plan(syntax, first_names, names))
    typer.echo(f"pipeline in {folder}")


@app.command(name="evaluate")
def measure(
    pipelines: Annotated[list[str], typer.Argument(help="Paths or names of spaCy pipelines, side by side.")],
) -> None:
    """Print syntax, names and speed of each pipeline on the untouched test sets."""
    evaluate.show({Path(pipeline).name: evaluate.evaluate(pipeline) for pipeline in pipelines})


@app.callback()
def main() -> None:
    """Each command goes on from what is already built under models/build."""


if __name__ == "__main__":
    app()
