"""The layers that read a claim's kind in its context (`ingest/nlp/kind_context.py`): training and export.

They begin as the encoder's own upper layers and see its vectors as the reader does, so the encoder stays what it is.
Trained on the passages first and on the topics last, whose claims are cut and named as the gold's are.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn
from torch.nn import functional as fn

from ingest.nlp import kind_context
from ingest.nlp.encoder import FACTORY
from ingest.nlp.kind_context import CONTENT, SPEAKER, Context, Shown, kinds, types
from ingest.nlp.load import load_pipeline
from models.recipe import claims, topics
from models.recipe.claims import Passage
from models.recipe.cnn import SEED
from models.recipe.encoder.export import quantise_matrices
from models.recipe.encoder.labels import Labels
from models.recipe.encoder.network import DEPTH, LAYERS, WIDTH, Dropout, Layer, Network
from models.recipe.encoder.train import half_precision, rate_at, restore
from models.recipe.kinds import words_of
from models.recipe.paths import BUILD

INNER = 256
BATCH, SORTED = 32, 20  # claims a batch; batches that are sorted by length together
LAYER_RATE, HEAD_RATE = 2e-4, 1e-3
SMOOTHING = 0.05  # an annotator's kind is not the only one that can be right
TYPES_COUNT = 0.3  # of the loss: fewer claims have one, and the kinds are what is read for
UNKNOWN = -1
ABSENT = -1e4

Example = tuple[Shown, int, int]
"""What is shown of a claim, the number of its kind, and that of the type of its incident or UNKNOWN."""


class KindContext(nn.Module):
    """Two layers over the vectors of words, each told what it is of the claim; kind and type are scored."""

    def __init__(self, dropout: float = 0.1, head_dropout: float = 0.25) -> None:
        super().__init__()
        self.parts = nn.Embedding(SPEAKER + 1, WIDTH)
        nn.init.normal_(self.parts.weight, std=0.05)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS - DEPTH))
        self.weigh = nn.Linear(WIDTH, 1)
        self.up = nn.Linear(2 * WIDTH, INNER)
        self.kinds = nn.Linear(INNER, len(kinds()))
        self.types = nn.Linear(INNER, len(types()))
        self.dropout = Dropout(head_dropout)

    def begin_as(self, network: Network) -> None:
        """Take over the upper layers of the encoder."""
        for own, layer in zip(self.layers, list(network.layers)[DEPTH:], strict=True):
            own.load_state_dict(layer.state_dict())

    def forward(self, vectors: Tensor, parts: Tensor, absent: Tensor) -> tuple[Tensor, Tensor]:
        """Logarithms of shares [claims, kinds] and [claims, types].

        Args:
            vectors: of the words shown [claims, words, WIDTH].
            parts: what each is of the claim [claims, words].
            absent: 0 for a word, ABSENT where there is none [claims, words].
        """
        x = vectors + self.parts(parts)
        for layer in self.layers:
            x = layer(x, absent[:, None, None, :])
        inside = (parts == CONTENT).to(x.dtype)[..., None]
        told = (x * inside).sum(1) / inside.sum(1).clamp(min=1)
        around = (x * (self.weigh(x)[..., 0] + absent).softmax(-1)[..., None]).sum(1)
        both = self.dropout(torch.cat([told, around], -1)[:, None])
        read = self.dropout(fn.gelu(self.up(both)))[:, 0]
        return self.kinds(read).log_softmax(-1), self.types(read).log_softmax(-1)


@dataclass(frozen=True)
class Plan:
    """How often all passages and all topics are gone through, and on how many threads."""

    passages: int = 3
    topics: int = 3
    threads: int = 2
    seed: int = SEED


def examples(passages: Iterable[Passage]) -> Iterator[Example]:
    """What the reader is shown of every claim, and its kind."""
    pipeline = load_pipeline()
    kind, type_ = ({name: n for n, name in enumerate(names)} for names in (kinds(), types()))
    given = ((passage.text, passage) for passage in passages)
    with pipeline.select_pipes(enable=[FACTORY]):
        for doc, passage in pipeline.pipe(given, as_tuples=True):
            context = Context(doc)
            for claim in passage.claims:
                content, cue, speaker = (words_of(doc, part) for part in (claim.content, claim.cue, claim.speaker))
                if content is not None:
                    type_of = type_[claim.incident] if claim.incident else UNKNOWN
                    yield context.shown(content, cue, speaker), kind[claim.kind], type_of


def train(network: KindContext, data: Sequence[Example], times: int, rng: random.Random) -> Iterator[float]:
    """Go through all examples so many times, the rate rising, then falling to nothing; yield each time's mean loss."""
    device = torch.device("cpu")
    layers = list(network.layers.parameters())
    heads = [p for name, p in network.named_parameters() if not name.startswith("layers.")]
    rates = ((layers, LAYER_RATE), (heads, HEAD_RATE))
    adam = torch.optim.AdamW([{"params": own, "lr": rate, "peak": rate} for own, rate in rates], betas=(0.9, 0.98))
    steps = times * -(-len(data) // BATCH)
    step = 0
    network.train()
    for _ in range(times):
        losses: list[float] = []
        for batch in _batches(data, rng):
            for group in adam.param_groups:
                group["lr"] = group["peak"] * rate_at(step / steps)
            shown, right_kinds, right_types = zip(*batch, strict=True)
            with half_precision(device):
                by_kind, by_type = network(*stacked(shown))
            loss = _loss(by_kind, right_kinds) + TYPES_COUNT * _loss(by_type, right_types)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            adam.step()
            adam.zero_grad(set_to_none=True)
            losses.append(loss.item())
            step += 1
        yield float(np.mean(losses))


def _loss(scores: Tensor, right: Sequence[int]) -> Tensor:
    """The loss over those of which it is known what is right."""
    known = torch.tensor(right) != UNKNOWN
    if not known.any():
        return scores.sum() * 0.0
    return fn.cross_entropy(scores.float()[known], torch.tensor(right)[known], label_smoothing=SMOOTHING)


def _batches(data: Sequence[Example], rng: random.Random) -> Iterator[Sequence[Example]]:
    """All examples in random order, those of a batch of like length."""
    mixed = rng.sample(data, len(data))
    for start in range(0, len(mixed), BATCH * SORTED):
        part = sorted(mixed[start : start + BATCH * SORTED], key=lambda one: len(one[0].parts))
        batches = [part[at : at + BATCH] for at in range(0, len(part), BATCH)]
        yield from rng.sample(batches, len(batches))


def stacked(shown: Sequence[Shown]) -> tuple[Tensor, Tensor, Tensor]:
    """What the network takes: several claims as one batch, in their order."""
    most = max(len(one.parts) for one in shown)
    vectors = torch.zeros(len(shown), most, WIDTH)
    parts = torch.zeros(len(shown), most, dtype=torch.long)
    absent = torch.full((len(shown), most), ABSENT)
    for row, one in enumerate(shown):
        words = len(one.parts)
        vectors[row, :words] = torch.from_numpy(one.vectors.astype(np.float32))
        parts[row, :words] = torch.from_numpy(one.parts)
        absent[row, :words] = 0.0
    return vectors, parts, absent


class _Alone(nn.Module):
    """The network for one claim at a time, so that no word is absent."""

    def __init__(self, network: KindContext) -> None:
        super().__init__()
        self.network = network

    def forward(self, vectors: Tensor, parts: Tensor) -> tuple[Tensor, Tensor]:
        return self.network(vectors, parts, torch.zeros_like(parts, dtype=torch.float32))


def export(network: KindContext, path: Path = kind_context.MODEL) -> Path:
    """Write what the reader loads, an ONNX graph with the matrices of the layers as bytes."""
    example = (torch.zeros(1, 5, WIDTH), torch.full((1, 5), CONTENT))
    full = path.with_suffix(".float32")
    path.parent.mkdir(parents=True, exist_ok=True)
    words = {1: "words"}
    torch.onnx.export(
        _Alone(network).eval(),
        example,
        str(full),
        input_names=["vectors", "parts"],
        output_names=["kinds", "types"],
        dynamic_axes={"vectors": words, "parts": words},
        opset_version=17,
        dynamo=False,
    )
    nodes = onnx.load(full).graph.node
    heads = [node.name for node in nodes if node.op_type in ("MatMul", "Gemm") and "/layers." not in node.name]
    quantise_matrices(full, path, but=heads)
    full.unlink()
    return path


def main(plan: Plan, encoder: Path, build: Path = BUILD / "kind_context") -> Iterator[str]:
    """Train and write the model, and tell how it goes.

    `encoder` is the folder of an unpacked package. What the passages taught is kept in `build`, to go on from.
    """
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)  # noqa: S311  order of training
    network = KindContext()
    taught = build / "passages.pt"
    if taught.is_file():
        network.load_state_dict(torch.load(taught, weights_only=True))
    else:
        whole = Network(Labels.read(encoder / "labels.json").sizes)
        restore(encoder / "checkpoint.pt", whole)
        network.begin_as(whole)
        yield from _taught(network, "passages", claims.read(), plan.passages, rng)
        build.mkdir(parents=True, exist_ok=True)
        torch.save(network.state_dict(), taught)
    yield from _taught(network, "topics", topics.read(), plan.topics, rng)
    yield f"model in {export(network)}"


def _taught(
    network: KindContext, name: str, passages: Iterable[Passage], times: int, rng: random.Random
) -> Iterator[str]:
    data = list(examples(passages))
    yield f"{len(data):,} claims of {name}"
    for time, loss in enumerate(train(network, data, times, rng), start=1):
        yield f"{name}, time {time} of {times}: loss {loss:.3f}"
