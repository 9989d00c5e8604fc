"""What is shown of an article for one claim."""

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from graph_schema.codebook import load_codebook
from ingest.nlp.annotations import WORD_VECTORS
from ingest.nlp.kind_context import AFTER, BEFORE, CONTENT, CUE, MOST, OTHER, SPEAKER, Context, kinds, read, types
from ingest.nlp.load import load_pipeline

WIDTH = 3
VOCAB = spacy.blank("en").vocab  # which knows white space


def article(words: list[str]) -> Doc:
    """Each word's vector holds its number; white space has zeros, as the encoder leaves it."""
    doc = Doc(VOCAB, words)
    rows = [[0 if token.is_space else token.i + 1] * WIDTH for token in doc]
    doc.user_data[WORD_VECTORS] = np.array(rows, dtype=np.float16)
    return doc


@given(st.lists(st.sampled_from(["gas", "\n\n"]), min_size=1, max_size=300), st.data())
def test_the_words_of_a_claim_and_some_around_it_are_shown_without_white_space(
    words: list[str], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    doc = article(words)
    shown = Context(doc).shown(doc[start:end], None, None)
    numbers = shown.vectors[:, 0].tolist()
    inside = [i + 1 for i in range(start, end) if words[i] == "gas"]
    marked = [number for number, part in zip(numbers, shown.parts.tolist(), strict=True) if part == CONTENT]
    assert 0 not in numbers
    assert numbers == sorted(numbers)
    assert marked == inside[: len(marked)]
    assert len(numbers) <= MOST
    before = sum(number <= start for number in numbers)
    after = sum(number > end for number in numbers)
    assert before <= BEFORE
    assert after <= AFTER
    assert len(marked) == len(inside) or len(numbers) == MOST


def test_the_parts_of_a_claim_are_told_apart() -> None:
    words = ["The", "mayor", "said", "that", "two", "were", "hurt", "."]
    doc = article(words)
    shown = Context(doc).shown(doc[4:7], cue=doc[2:3], speaker=doc[0:2])
    expected = [SPEAKER, SPEAKER, CUE, OTHER, CONTENT, CONTENT, CONTENT, OTHER]
    assert shown.parts.tolist() == expected


def test_a_pipeline_without_vectors_shows_nothing() -> None:
    doc = Doc(VOCAB, ["Gas"])
    context = Context(doc)
    assert not context.is_known
    with pytest.raises(ValueError, match="no vectors of words"):
        context.shown(doc[0:1], None, None)


def test_the_shipped_model_knows_the_codebook() -> None:
    doc = load_pipeline()("Two marchers were hurt in Karsk, a nurse said.")
    found = read(Context(doc).shown(doc[0:4], None, None))
    assert set(kinds()) == load_codebook().kinds
    assert set(types()) > set(load_codebook().incidents)
    assert found.kinds.shape == (len(kinds()),)
    assert found.types.shape == (len(types()),)
    assert np.exp(found.kinds).sum() == pytest.approx(1, abs=1e-3)
    assert kinds()[int(found.kinds.argmax())] == "injury"
