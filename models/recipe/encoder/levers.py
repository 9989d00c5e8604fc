"""What each part of the recipe is worth: short runs without it, compared on the development sets."""

import json
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias, cast

import torch
from rich.console import Console
from rich.table import Table
from torch import Tensor

from ingest.nlp.name_tags import NameDecoder, names_of
from models.recipe.cnn import unannotated_in
from models.recipe.corpus import CORPUS
from models.recipe.encoder.examples import IGNORED, Batch, pack, read_set, windows
from models.recipe.encoder.labels import Labels
from models.recipe.encoder.losses import arcs, label_scores
from models.recipe.encoder.network import Network
from models.recipe.encoder.train import ENCODER, Plan, train, trained, word_pieces
from models.recipe.evaluate import ONE_PLACE
from models.recipe.paths import BUILD

LEVERS = BUILD / "levers"
NAMES_OF = {"ewt": "uner", "gum": "gum"}  # which set names the treebank's sentences
WINDOW, BATCH = 100, 2000  # words, pieces
Figures: TypeAlias = dict[str, float]

# Each row: what is changed against the first, the recipe itself.
VARIANTS: dict[str, Plan] = {
    "the recipe": Plan(),
    **{f"without {part}": Plan(without=frozenset({part})) for part in ("shapes", "case", "swaps", "gaps", "context")},
    **{f"without {name}": Plan(without=frozenset({name})) for name in ("own", "gmb", "redocred", "crossner")},
    "the recipe, another seed": Plan(seed=21),
    "one rate for all layers": Plan(layer_decay=1.0),
    "half the rates": Plan(encoder_rate=6e-5, head_rate=6e-4),
    "double the rates": Plan(encoder_rate=2.4e-4, head_rate=2.4e-3),
}


def develop(build: Path = ENCODER, corpus: Path = CORPUS, without: Container[str] = ()) -> Figures:
    """Score a checkpoint on the development sets, with gold words: before export, and apart from the tests.

    Tags, morphs, lemmas, uas and las are shares of words; names are F1 (EWT: PERSON, ORG and one kind of place).
    """
    network, labels = trained(build)
    pieces = word_pieces()
    gaps = unannotated_in(corpus)
    figures: Figures = {}
    for name in NAMES_OF:
        rows = [window for document in read_set(corpus, name, "dev", labels) for window in windows(document, WINDOW)]
        n: Counter[str] = Counter()
        with torch.inference_mode():
            for batch in pack(rows, pieces, BATCH):
                if "shapes" in without:
                    batch.inputs[1].zero_()
                out = dict(zip(Network.OUTPUTS, network(*batch.inputs), strict=True))
                _count_syntax(n, network, out, batch.targets)
                _count_names(n, labels, out["names"], batch, gaps[f"{NAMES_OF[name]}.dev.spacy"])
        figures |= {f"{name} {kind}": n[kind] / n["words"] for kind in ("tags", "morphs", "lemmas", "uas", "las")}
        figures[f"{name} names"] = 2 * n["names"] / max(1, n["names_sum"])
    return figures


def _count_syntax(n: Counter[str], network: Network, out: dict[str, Tensor], target: dict[str, Tensor]) -> None:
    known = target["heads"] != IGNORED
    for kind in ("tags", "morphs", "lemmas"):
        n[kind] += int((out[kind].argmax(-1) == target[kind])[known].sum())
    scores, right = arcs(network, out, target)
    hit = scores.argmax(-1) == right
    labelled = label_scores(network, out, target["heads"]).argmax(-1) == target["deps"][known]
    n["words"] += len(hit)
    n["uas"] += int(hit.sum())
    n["las"] += int((hit & labelled).sum())


def _count_names(n: Counter[str], labels: Labels, scores: Tensor, batch: Batch, gaps: Container[str]) -> None:
    """Names of labels that the set annotates, on words that it annotates; places are one kind where it knows one."""
    decoder = NameDecoder(labels.names)
    real = (batch.targets["sentence"] != IGNORED).sum(1).tolist()
    for row, length in enumerate(real):
        target = cast("list[int]", batch.targets["names"][row, :length].tolist())
        found = [
            name for name in decoder.names(scores[row, :length].numpy()) if IGNORED not in target[name[0] : name[1]]
        ]
        mine, theirs = _keys(found, gaps), _keys(names_of(target, labels.names), gaps)
        n["names"] += len(mine & theirs)
        n["names_sum"] += len(mine) + len(theirs)


def _keys(names: Iterable[tuple[int, int, str]], gaps: Container[str]) -> set[tuple[int, int, str]]:
    merged = "FAC" in gaps
    named = {(start, end, ONE_PLACE.get(label, label) if merged else label) for start, end, label in names}
    return {key for key in named if key[2] not in gaps}


def compare(words: int, threads: int, chosen: Sequence[str] = ()) -> None:
    """Train every variant (or the `chosen`) on `words` words, those done before excepted, and print the table.

    Raises:
        ValueError: a chosen variant that is none, before anything is trained.
    """
    if unknown := sorted(set(chosen) - VARIANTS.keys()):
        raise ValueError(f"no variant {unknown[0]!r}; there are: {', '.join(VARIANTS)}")
    table = Table("variant", "tag ewt", "tag gum", "LAS ewt", "LAS gum", "names ewt", "names gum")
    for variant in chosen or VARIANTS:
        figures = _figures(variant, VARIANTS[variant], words, threads)
        keys = ("ewt tags", "gum tags", "ewt las", "gum las", "ewt names", "gum names")
        table.add_row(variant, *(f"{figures[key]:.3f}" for key in keys))
    Console().print(table)


def _figures(variant: str, plan: Plan, words: int, threads: int) -> Figures:
    build = LEVERS / f"{variant.replace(' ', '-')}-{words}"
    done = build / "figures.json"
    if not done.is_file():
        build.mkdir(parents=True, exist_ok=True)
        train(replace(plan, words=words, threads=threads), build=build)
        done.write_text(json.dumps(develop(build, without=plan.without)) + "\n", encoding="utf-8")
        (build / "checkpoint.pt").unlink()
    return cast("Figures", json.loads(done.read_text(encoding="utf-8")))
