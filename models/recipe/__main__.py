"""`python -m models.recipe …`: convert, train and evaluate."""

import math
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from models.recipe import bench as speed
from models.recipe import cnn, corpus, evaluate
from models.recipe.paths import BUILD, REPO

app = typer.Typer(help="Rebuild and measure the language pipelines.", no_args_is_help=True)


@app.command()
def convert() -> None:
    """Build models/build/corpus from ../shared/data/nlp (or $PROTEST_GRAPH_SHARED/data/nlp)."""
    corpus.convert()


@app.command()
def train_cnn(
    syntax: Annotated[int, typer.Option(help="Batches for tags, lemmas and parse.")] = cnn.Plan.syntax,
    names: Annotated[int, typer.Option(help="Batches for names.")] = cnn.Plan.names,
    build: Annotated[Path, typer.Option(help="Where the steps lie; remove one to redo it.")] = cnn.CNN,
    teacher: Annotated[
        Path, typer.Option(help="The pipeline that fills what a set of names leaves out.")
    ] = cnn.TEACHER,
) -> None:
    """Train the fast pipeline from the built corpora, with the encoder as its teacher."""
    folder = cnn.train(build=build, plan=cnn.Plan(syntax, names), teacher=teacher)
    typer.echo(f"pipeline in {folder}")


@app.command(name="evaluate")
def measure(
    pipelines: Annotated[list[str], typer.Argument(help="Paths or names of spaCy pipelines, side by side.")],
) -> None:
    """Print syntax, names and speed of each pipeline on the untouched test sets."""
    evaluate.show({pipeline: evaluate.evaluate(pipeline) for pipeline in pipelines})


@app.command()
def bench(
    beside: Annotated[list[str] | None, typer.Argument(help="Other pipelines to measure in the same run.")] = None,
) -> None:
    """Print words a second by component and in all, one process and two, load time and memory of both variants."""
    speed.bench(beside or [])


@app.command()
def train_encoder(  # noqa: PLR0913, PLR0917  options of one command
    words: Annotated[int, typer.Option(help="Training words in all.")] = 4_500_000,
    threads: Annotated[int, typer.Option(help="Processor threads.")] = 2,
    minutes: Annotated[float, typer.Option(help="Stop after so long; the same command goes on later.")] = math.inf,
    build: Annotated[Path, typer.Option(help="Where checkpoint and pipeline lie.")] = BUILD / "encoder",
    without: Annotated[list[str] | None, typer.Option(help="Parts to do without: see `Plan`.")] = None,
    start: Annotated[Path | None, typer.Option(help="A training or unpacked package to begin with.")] = None,
    rates: Annotated[float, typer.Option(help="Share of the usual rates, for one that goes on from `--start`.")] = 1.0,
) -> None:
    """Fine-tune the encoder of the default pipeline and package it; needs the `train` extra.

    The teacher of who says what starts from one trained `--without silver`, as only it can read the silver labels.
    """
    from models.recipe.encoder import export, train  # noqa: PLC0415  torch is only there for training

    plan = train.Plan(words, threads, minutes, without=frozenset(without or ()))
    plan = replace(plan, encoder_rate=plan.encoder_rate * rates, head_rate=plan.head_rate * rates)
    left = train.train(plan, build=build, start=start)
    typer.echo(f"{left:,} words to go: run this again" if left else f"pipeline in {export.package(build)}")


@app.command()
def train_teacher(
    threads: Annotated[int, typer.Option(help="Processor threads.")] = 2,
    minutes: Annotated[float, typer.Option(help="Stop after so long; the same command goes on later.")] = math.inf,
) -> None:
    """Train, from the encoder trained so far, the teacher that reads who says what; never shipped. Needs `train`."""
    from models.recipe.attribution import teacher  # noqa: PLC0415  torch is only there for training

    left = teacher.train(replace(teacher.PLAN, threads=threads, minutes=minutes))
    typer.echo(f"{left:,} words to go: run this again" if left else f"teacher in {teacher.TEACHER}")


@app.command()
def label(
    reader: Annotated[Path, typer.Option(help="The training that reads: the teacher, or an unpacked package.")] = BUILD
    / "teacher",
) -> None:
    """Let the teacher read all training sets: what the encoder learns of who says what. Needs `train`."""
    from models.recipe.attribution import silver  # noqa: PLC0415  torch is only there for training

    silver.label(build=reader)


@app.command()
def unpack(
    pipeline: Annotated[Path, typer.Argument(help="The folder of a packaged encoder.")] = REPO
    / "models"
    / "en_protest_news",
    build: Annotated[Path, typer.Option(help="Where its checkpoint is written.")] = BUILD / "shipped",
) -> None:
    """Turn a package back into a checkpoint that `label --reader` and `train-encoder --start` take. Needs `train`."""
    from models.recipe.encoder import unpack as packages  # noqa: PLC0415  torch is only there for training

    typer.echo(f"checkpoint in {packages.unpack(pipeline, build)}")


@app.command()
def levers(
    variants: Annotated[list[str] | None, typer.Argument(help="Which variants; all when none is named.")] = None,
    words: Annotated[int, typer.Option(help="Training words of each.")] = 300_000,
    threads: Annotated[int, typer.Option(help="Processor threads.")] = 2,
) -> None:
    """Print what each part of the encoder's recipe is worth, by short runs without it; needs the `train` extra."""
    from models.recipe.encoder.levers import compare  # noqa: PLC0415  torch is only there for training

    compare(words, threads, variants or [])


@app.command()
def train_incidents() -> None:
    """Print what joining reports reaches on elections held out, then train on all of them and write the model.

    Needs the `train` extra and ../shared/data/events/maverick (or $PROTEST_GRAPH_SHARED).
    """
    from models.recipe import incident_pairs  # noqa: PLC0415  scikit-learn takes seconds to import

    data = incident_pairs.maverick()
    for line in incident_pairs.report(data):
        typer.echo(line)
    typer.echo(f"model in {incident_pairs.export(incident_pairs.train(data))}")


@app.command()
def train_kinds() -> None:
    """Train the linear model of a claim's kind on our own passages and write it."""
    from models.recipe import kinds  # noqa: PLC0415  scikit-learn takes seconds to import

    typer.echo(f"model in {kinds.main()}")


@app.command()
def train_kind_context(
    encoder: Annotated[Path, typer.Option(help="The shipped encoder, as `unpack` wrote it.")] = BUILD / "shipped",
    threads: Annotated[int, typer.Option(help="Processor threads.")] = 2,
) -> None:
    """Train the layers that read a claim's kind in its context on our passages and topics. Needs `train`.

    What the passages taught is kept in models/build/kind_context; remove it to train anew.
    """
    from models.recipe.encoder import kind_context  # noqa: PLC0415  torch is only there for training

    for line in kind_context.main(kind_context.Plan(threads=threads), encoder):
        typer.echo(line)


@app.callback()
def main() -> None:
    """Each command goes on from what is already built under models/build."""


if __name__ == "__main__":
    try:
        app()
    except (OSError, ValueError) as error:
        sys.exit(f"Error: {error}")
