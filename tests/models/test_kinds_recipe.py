"""The linear model of a claim's kind: what is written says what was trained, and the shipped one knows every kind."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.codebook import load_codebook
from ingest.nlp.kind_words import MODEL, kind_model
from models.recipe import kinds as recipe
from models.recipe.claims import Passage, passage

WORDS = ("march", "gas", "¶", "before ¶", "is asserted")


def test_the_file_tells_what_it_was_trained_on_apart(tmp_path: Path) -> None:
    examples = [({"march", "¶"}, "march"), ({"gas", "¶"}, "force"), ({"fear"}, "concern")] * 10
    model = kind_model(recipe.train([*examples, ({"seldom"}, "force")], tmp_path / "made" / "model.npz"))
    assert set(model.rows) == {"march", "gas", "fear", "¶"}
    best = [model.kinds[int(model.shares({word}).argmax())] for word in ("march", "gas", "fear")]
    assert best == ["march", "force", "concern"]


def told(cue: str, stance: str) -> Passage:
    text = f"The mayor of Varnica {cue} that the gates had stayed shut."
    said = {"content": "the gates had stayed shut", "speaker": "The mayor of Varnica", "cue": cue}
    return passage({"text": text, "claims": [{**said, "quote": "indirect", "stance": stance, "kind": "statement"}]})


def test_a_cue_decides_the_kind_in_training_as_it_does_in_reading() -> None:
    expected = {
        ("said", "asserted"): "statement",
        ("complained", "asserted"): "concern",
        ("admitted", "asserted"): "concession",
        ("asked", "demanded"): "demand",
        ("asked", "asserted"): "statement",  # "ask" decides a demand only
    }
    read = recipe.examples(told(cue, stance) for cue, stance in expected)
    assert [f"ruled {kind}" in found for (found, _), kind in zip(read, expected.values(), strict=True)] == [True] * 5


def test_two_kinds_are_too_few_to_learn(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="fewer than three kinds"):
        recipe.train([({"march"}, "march"), ({"gas"}, "force")] * 10, tmp_path / "model.npz")


def test_the_shipped_model_knows_the_kinds_of_the_codebook_and_is_small() -> None:
    assert set(kind_model().kinds) == set(load_codebook().kinds)
    assert MODEL.stat().st_size < 300_000


@given(st.sets(st.sampled_from(WORDS) | st.text(max_size=5)))
def test_shares_are_probabilities_in_any_order_of_the_features(features: set[str]) -> None:
    shares = kind_model().shares(features)
    assert np.exp(shares).sum() == pytest.approx(1, abs=1e-5)
    assert (shares == kind_model().shares(sorted(features, reverse=True))).all()
