"""The layers that read a claim's kind in its context: what is trained is what the reader loads."""

import random
from pathlib import Path
from typing import cast

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: `make test-train` runs this with the train extra")

from ingest.nlp.kind_context import CONTENT, NOTHING, SPEAKER, Shown, kinds, types  # noqa: E402
from models.recipe.claims import OwnClaim, Passage  # noqa: E402
from models.recipe.encoder import kind_context as recipe  # noqa: E402
from models.recipe.encoder.network import WIDTH  # noqa: E402


def shown(word: int, length: int) -> Shown:
    """A claim of words that all have the same vector."""
    vectors = np.random.default_rng(word).normal(size=WIDTH).astype(np.float16)
    return Shown(np.tile(vectors, (length, 1)), np.full(length, CONTENT))


def test_what_was_trained_is_told_apart_and_read_the_same_from_the_file(tmp_path: Path) -> None:
    import onnxruntime

    torch.manual_seed(0)
    network = recipe.KindContext()
    data = [(shown(word, 3 + word), word, word if word else recipe.UNKNOWN) for word in range(3)] * 30
    losses = list(recipe.train(network, data, 6, random.Random(0)))
    assert losses[-1] < losses[0] / 2
    session = onnxruntime.InferenceSession(recipe.export(network, tmp_path / "made" / "context.onnx"))
    for word in range(3):
        one = shown(word, 3 + word)
        given = {"vectors": one.vectors[None].astype(np.float32), "parts": one.parts[None]}
        by_kind, by_type = cast("list[np.ndarray]", session.run(["kinds", "types"], given))
        assert by_kind.shape == (1, len(kinds()))
        assert by_type.shape == (1, len(types()))
        assert int(by_kind.argmax()) == word
        assert not word or int(by_type.argmax()) == word


def test_the_length_of_others_in_a_batch_changes_nothing() -> None:
    network = recipe.KindContext().eval()
    one, long = shown(1, 4), shown(2, 40)
    with torch.no_grad():
        alone = network(*recipe.stacked([one]))[0][0]
        beside = network(*recipe.stacked([one, long]))[0][0]
    assert torch.allclose(alone, beside, atol=1e-4)


def test_a_passage_becomes_claims_as_the_reader_sees_them() -> None:
    text = "The mayor said two were hurt."
    claim = OwnClaim((15, 28), (0, 9), (10, 14), "indirect", "asserted", "injury", NOTHING)
    ((one, kind, type_),) = recipe.examples([Passage(text, None, (claim,))])
    assert kinds()[kind] == "injury"
    assert types()[type_] == NOTHING
    assert one.parts.tolist().count(CONTENT) == 3
    assert one.parts.tolist()[:2] == [SPEAKER, SPEAKER]
