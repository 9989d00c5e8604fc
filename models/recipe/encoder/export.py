"""Turn a checkpoint into what the reader loads: an int8 ONNX graph, the biaffine weights, labels and word pieces."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from ingest.nlp.encoder import BIAFFINE, GRAPH, LABELS, PIECES
from models.recipe.encoder.labels import Labels
from models.recipe.encoder.network import Network
from models.recipe.encoder.train import ENCODER, pretrained, restore

# Left in float: the heads decide between near neighbours, and weigh next to nothing.
HEADS = (
    "names_up",
    "names",
    "tags",
    "morphs",
    "lemmas",
    "starts",
    "arc_child",
    "arc_head",
    "dep_child",
    "dep_head",
    "arc",
)


class ByWord(nn.Module):
    """The network with piece vectors stored as bytes: rows of int8 with one scale each, half the package otherwise."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        table = network.words.weight.detach()
        scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("table", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)
        network.words = _Rows(self)  # pyright: ignore[reportAttributeAccessIssue]

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """As `Network.forward`, but for tags, morphs and lemmas the best label instead of scores."""
        names, tags, morphs, lemmas, *others = self.network(pieces, shapes, first)
        return names, tags.argmax(-1), morphs.argmax(-1), lemmas.argmax(-1), *others


class _Rows(nn.Module):
    def __init__(self, owner: ByWord) -> None:
        super().__init__()
        self.table, self.scale = owner.table, owner.scale

    def forward(self, pieces: Tensor) -> Tensor:
        return self.table[pieces].to(torch.float32) * self.scale[pieces]


def load_network(build: Path) -> tuple[Network, Labels]:
    """Return the trained network, ready to score."""
    labels = Labels.read(build / "labels.json")
    network = Network(labels.sizes)
    network.load_pretrained(pretrained() / "model.safetensors")
    restore(build / "checkpoint.pt", network)
    return network.eval(), labels


def export(build: Path = ENCODER, output: Path | None = None) -> Path:
    """Write the folder that `ProtestEncoder.from_disk` reads; return it.

    Raises:
        FileNotFoundError: no checkpoint.
    """
    folder = output or build / "component"
    folder.mkdir(parents=True, exist_ok=True)
    network, labels = load_network(build)
    biaffine = {
        "root": network.root,
        "dep": network.dep,
        "dep_root": network.dep_root,
    }
    np.savez_compressed(folder / BIAFFINE, **{k: v.detach().numpy() for k, v in biaffine.items()})
    labels.write(folder / LABELS)
    (folder / PIECES).write_text((pretrained() / "tokenizer.json").read_text(encoding="utf-8"), encoding="utf-8")
    full = build / "float32.onnx"
    write_onnx(ByWord(network).eval(), full)
    graph = onnx.load(full)
    heads = [n.name for n in graph.graph.node if n.op_type in ("MatMul", "Gemm") and _is_head(n)]
    quantize_dynamic(
        full,
        folder / GRAPH,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        reduce_range=True,  # 7 bits: sums of 8-bit products overflow 16 bits on processors without VNNI
        weight_type=QuantType.QInt8,
        nodes_to_exclude=heads,
    )
    return folder


def _is_head(node: onnx.NodeProto) -> bool:
    return any(f"/{head}/" in node.name or f".{head}." in text for head in HEADS for text in node.input)


def write_onnx(network: nn.Module, path: Path) -> None:
    """Trace the network with free batch, piece and word counts."""
    example = (
        torch.ones(2, 9, dtype=torch.long),
        torch.zeros(2, 9, dtype=torch.long),
        torch.zeros(2, 5, dtype=torch.long),
    )
    pieces, words = {0: "batch", 1: "pieces"}, {0: "batch", 1: "words"}
    torch.onnx.export(
        network,
        example,
        str(path),
        input_names=["pieces", "shapes", "first"],
        output_names=list(Network.OUTPUTS),
        dynamic_axes={"pieces": pieces, "shapes": pieces, "first": words, **dict.fromkeys(Network.OUTPUTS, words)},
        opset_version=17,
        dynamo=False,
    )
