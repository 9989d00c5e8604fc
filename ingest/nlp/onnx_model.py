"""Trained models as ONNX graphs, each run on as many threads as its caller says."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


def session(model: Path | bytes, threads: int = 1) -> "InferenceSession":
    """Load a graph from its file or bytes; raises what onnxruntime raises for a missing or broken one."""
    import onnxruntime  # noqa: PLC0415  only who runs a model pays for it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, sess_options=options, providers=["CPUExecutionProvider"])
