"""Turn a shipped package back into a checkpoint, so that a training goes on from it without the teacher's texts."""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from ingest.nlp.encoder import BIAFFINE, FACTORY, GRAPH, LABELS
from models.recipe.encoder.labels import Labels
from models.recipe.encoder.network import LAYERS, Network

MIXES = ("syntax_mix", "names_mix", "roles_mix")
Floats = NDArray[np.float32]


def unpack(pipeline: Path, build: Path) -> Path:
    """Write checkpoint and labels of a packaged `pipeline` to `build`, as `export.export` read them; return `build`.

    Matrices come back as what the bytes stand for, so the network reads as the shipped one does.

    Raises:
        FileNotFoundError: no such package.
        ValueError: a package of another network.
    """
    folder = pipeline / FACTORY
    labels = Labels.read(folder / LABELS)
    stored = matrices(onnx.load(folder / GRAPH).graph)
    with np.load(folder / BIAFFINE) as biaffine:
        stored |= {name: biaffine[name] for name in biaffine.files}
    state = {name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in stored.items()}
    expected = {name: w.shape for name, w in Network(labels.sizes).state_dict().items() if name != "words.weight"}
    if {name: w.shape for name, w in state.items()} != expected:
        raise ValueError(f"{folder} holds another network than this recipe trains")
    build.mkdir(parents=True, exist_ok=True)
    labels.write(build / "labels.json")
    torch.save({"network": state, "seen": 0, "step": 0}, build / "checkpoint.pt")
    return build


def matrices(graph: onnx.GraphProto) -> dict[str, Floats]:
    """Return the network's parameters by name, but for the piece vectors, which no training changes.

    The export names biases and embeddings. A matrix is known by the node that multiplies with it, transposed,
    as bytes with one scale a column; a mix by the shares it multiplies each layer with.
    """
    values = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    constants = {
        node.output[0]: numpy_helper.to_array(node.attribute[0].t) for node in graph.node if node.op_type == "Constant"
    }
    found: dict[str, Floats] = {
        name.removeprefix("network."): value
        for name, value in values.items()
        if name.startswith("network.") and not name.startswith("network.words.")
    }
    shares: dict[str, float] = {}
    for node in graph.node:
        path = node.name.removeprefix("/network/").removesuffix("_quant").split("/")
        given = node.input[1] if len(node.input) > 1 else ""
        if node.op_type == "MatMul" and given in values:
            found[".".join(path[:-1]) + ".weight"] = values[given].T
        elif node.op_type == "MatMulInteger":
            stem = given.removesuffix("_quantized")
            whole = values[given].astype(np.float32) - values[f"{stem}_zero_point"].astype(np.float32)
            found[".".join(path[:-1]) + ".weight"] = (whole * values[f"{stem}_scale"]).T
        elif node.op_type == "Mul" and path[0] in MIXES:
            shares["/".join(path)] = next(
                float(known[name]) for known in (values, constants) for name in node.input if name in known
            )
    for mix in MIXES:
        names = [f"{mix}/Mul", *(f"{mix}/Mul_{n}" for n in range(1, LAYERS + 1))]
        found[f"{mix}.weights"] = np.log([shares[name] for name in names])
    return found
