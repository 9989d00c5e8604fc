"""`python -m models.recipe …`: convert, train and evaluate."""

import typer

from models.recipe import corpus

app = typer.Typer(help="Rebuild and measure the language pipelines.", no_args_is_help=True)


@app.command()
def convert() -> None:
    """Build models/build/corpus from ../shared/data/nlp (or $PROTEST_GRAPH_SHARED/data/nlp)."""
    corpus.convert()


@app.callback()
def main() -> None:
    """Each command goes on from what is already built under models/build."""


if __name__ == "__main__":
    app()
