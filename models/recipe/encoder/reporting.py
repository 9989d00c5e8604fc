"""Train the layer and the heads of who says what, and nothing else, over the encoder as it is.

Names, parse and the vectors of words stay what they are, so what the encoder reads is computed once and gone through
several times. What the network said of roles before is kept in mind: it is the teacher for what PolNeAR taught.
"""

import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnxruntime import InferenceSession
from torch import Tensor, nn

from ingest.nlp.encoder import FACTORY, GRAPH
from ingest.nlp.onnx_model import session
from ingest.nlp.reported import attributions, shares
from models.recipe.attribution.silver import parts_of
from models.recipe.cnn import SEED
from models.recipe.corpus import CORPUS
from models.recipe.encoder.examples import IGNORED, SHARES, Batch, batches, read_corpora
from models.recipe.encoder.losses import WEIGHTS, attribution, own_claims
from models.recipe.encoder.network import Network, hides
from models.recipe.encoder.train import BATCH_PIECES, half_precision, rate_at, save, trained, word_pieces

SETS = ("claims", "topics", "gmb", "cnc")  # our own, and newswire that keeps the roles in mind
MIX = "roles_mix"
Floats = NDArray[np.float32]
LAYER = "roles_layer"
HEADS = ("roles_up", "claims_up", "facts_up", *Network.REPORTED)


@dataclass(frozen=True)
class Plan:
    """`words` are drawn from the sets and read by the encoder; all are gone through `times` times."""

    words: int = 700_000
    times: int = 4
    layer_rate: float = 2e-4
    head_rate: float = 1e-3
    threads: int = 2
    seed: int = SEED


@dataclass(frozen=True)
class Seen:
    """A batch with what the encoder makes of it, weighed for the roles [batch, pieces, WIDTH]."""

    batch: Batch
    mixed: Tensor


def reader(graph: Path, threads: int) -> InferenceSession:
    """Load the shipped graph so that it also hands on the layers as they are weighed for the roles."""
    model = onnx.load(graph)
    mixed = [node.output[0] for node in model.graph.node if f"/{MIX}/" in node.name and node.op_type == "Add"][-1]
    model.graph.output.append(onnx.helper.make_tensor_value_info(mixed, onnx.TensorProto.FLOAT, None))
    return session(model.SerializeToString(), threads)


def see(graph: InferenceSession, drawn: Iterator[Batch], words: int) -> Iterator[Seen]:
    """Let the shipped graph read batches of so many words; roles and cues become what it says of them."""
    asked = ["roles", "link_child", "link_cue", graph.get_outputs()[-1].name]
    while words > 0:
        batch = next(drawn)
        given = dict(zip(("pieces", "shapes", "first"), (one.numpy() for one in batch.inputs), strict=True))
        roles, child, cue, mixed = cast("list[NDArray[np.float32]]", graph.run(asked, given))
        yield Seen(_remembered(batch, roles, child, cue), torch.from_numpy(mixed.astype(np.float16)))
        words -= batch.words


def _remembered(batch: Batch, roles: Floats, child: Floats, cue: Floats) -> Batch:
    """The batch with roles and cues as they were read."""
    cues = torch.full_like(batch.targets["cues"], IGNORED)
    lengths = [int(row.nonzero().max()) + 1 if row.any() else 1 for row in batch.inputs[2]]
    kept = torch.zeros_like(batch.roles)
    for row, words in enumerate(lengths):
        read = roles[row, :words]
        kept[row, :words] = torch.from_numpy(shares(read))
        for one in attributions(read, child[row, :words], cue[row, :words]):
            for start, end in parts_of(one):
                cues[row, start:end] = one.cue[0]
    return replace(batch, roles=kept, targets=batch.targets | {"cues": cues})


def train(network: Network, seen: Sequence[Seen], plan: Plan) -> Iterator[str]:
    """Go through all batches, the rate rising, then falling to nothing; tell each time's mean losses."""
    layer, heads = ([p for name in names for p in getattr(network, name).parameters()] for names in ((LAYER,), HEADS))
    rates = ((layer, plan.layer_rate), (heads, plan.head_rate))
    adam = torch.optim.AdamW([{"params": own, "lr": rate, "peak": rate} for own, rate in rates], betas=(0.9, 0.98))
    rng = random.Random(plan.seed)  # noqa: S311  order of training
    steps, step = plan.times * len(seen), 0
    network.train()
    for again in range(1, plan.times + 1):
        sums: defaultdict[str, list[float]] = defaultdict(list)
        for one in rng.sample(seen, len(seen)):
            for group in adam.param_groups:
                group["lr"] = group["peak"] * rate_at(step / steps)
            pieces, _, first = one.batch.inputs
            with half_precision(pieces.device):
                scores = network.reported(one.mixed.float(), hides(pieces), first)
            out = dict(zip(Network.REPORTED, (own.float() for own in scores), strict=True))
            costs = attribution(out, one.batch) | own_claims(out, one.batch)
            torch.stack([WEIGHTS[k] * v for k, v in costs.items()]).sum().backward()
            nn.utils.clip_grad_norm_([*layer, *heads], 1.0)
            adam.step()
            adam.zero_grad(set_to_none=True)
            step += 1
            for kind, cost in costs.items():
                sums[kind].append(cost.item())
        means = " ".join(f"{kind} {sum(all_) / len(all_):.3f}" for kind, all_ in sums.items())
        yield f"{time.strftime('%H:%M')} time {again} of {plan.times}: {means}"


def main(plan: Plan, start: Path, pipeline: Path, build: Path, corpus: Path = CORPUS) -> Iterator[str]:
    """Go on from the checkpoint in `start`, write another to `build`, and tell how it goes.

    `pipeline` is the package that `start` was unpacked from: its graph reads.

    Raises:
        FileNotFoundError: the corpora are not built, no checkpoint in `start`, or no package.
    """
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    network, labels = trained(start)
    corpora = read_corpora(corpus, labels, {*SHARES, "silver"}.difference(SETS))
    rng = random.Random(plan.seed)  # noqa: S311  which rows
    drawn = batches(corpora, word_pieces(), BATCH_PIECES, rng)
    seen = list(see(reader(pipeline / FACTORY / GRAPH, plan.threads), drawn, plan.words))
    yield f"{time.strftime('%H:%M')} {sum(one.batch.words for one in seen):,} words read"
    yield from train(network, seen, plan)
    build.mkdir(parents=True, exist_ok=True)
    labels.write(build / "labels.json")
    save(build / "checkpoint.pt", network)
