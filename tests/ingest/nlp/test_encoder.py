"""What the encoder's parts promise, without its weights."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.nlp.lemma_scripts import apply_script, script_of
from ingest.nlp.name_tags import NameDecoder, followers, tags_of
from ingest.nlp.pieces import SHAPES, kind, shape
from ingest.nlp.trees import best_tree
from ingest.nlp.windows import LONGEST, MARGIN, WORDS, batches, cut

WORD = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12)


def is_tree(heads: list[int]) -> bool:
    for word in range(len(heads)):
        seen: set[int] = set()
        while heads[word]:
            if word in seen:
                return False
            seen.add(word)
            word = heads[word] - 1  # noqa: PLW2901  climbs to the root
    return heads.count(0) == 1


@given(st.integers(1, 5), st.integers(0, 10_000))
def test_no_tree_scores_better_than_the_one_found(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, words + 1)).astype(np.float32)
    found = best_tree(scores).tolist()
    assert is_tree(found)
    trees = (h for h in itertools.product(range(words + 1), repeat=words) if is_tree(list(h)))
    best = max(sum(scores[i, h] for i, h in enumerate(tree)) for tree in trees)
    # only the four likeliest roots are tried, so five words may miss the best by a little
    assert words == 5 or sum(scores[i, h] for i, h in enumerate(found)) == pytest.approx(best, abs=1e-4)


@given(st.integers(0, 12), st.integers(0, 10_000))
def test_tags_are_always_well_formed(words: int, seed: int) -> None:
    decoder = NameDecoder(("PERSON", "ORG"))
    scores = np.random.default_rng(seed).normal(size=(words, 9)).astype(np.float32)
    tags = [0, *decoder.tags(scores).tolist(), 0]
    allowed = followers(2)
    assert all(allowed[a, b] for a, b in itertools.pairwise(tags))


def test_names_survive_tagging_and_decoding() -> None:
    labels = ("PERSON", "ORG")
    names = [(0, 1, "ORG"), (1, 3, "PERSON"), (5, 9, "ORG")]
    scores = np.eye(9, dtype=np.float32)[tags_of(10, names, labels)]
    assert NameDecoder(labels).names(scores) == names


@given(WORD, WORD)
def test_a_script_leads_from_the_word_to_its_lemma(word: str, lemma: str) -> None:
    assert apply_script(script_of(word, lemma), word) == lemma


@pytest.mark.parametrize(
    ("script_from", "word", "lemma"),
    [
        (("studies", "study"), "Armies", "Army"),
        (("Studies", "study"), "Armies", "army"),
        (("walked", "walk"), "talked", "talk"),
    ],
)
def test_scripts_carry_over_to_other_words(script_from: tuple[str, str], word: str, lemma: str) -> None:
    assert apply_script(script_of(*script_from), word) == lemma


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("police", "lower"), ("Berlin", "Title"), ("NATO", "UPPER"), ("J.", "initial"), ("U.S.", "dotted"),
        ("Ust-Ilimsk", "Hyphen-Title"), ("anti-Putin", "Hyphen-lower"), ("McLeod", "camelCase"), ("2022", "digits"),
        ("23rd", "digits mixed"), ("...", "punctuation"), ("香港", "caseless script"),
    ],
)  # fmt: skip
def test_shape_keeps_what_lower_case_loses(word: str, expected: str) -> None:
    assert kind(word) == expected
    assert 0 <= shape(word, after_space=False) < shape(word, after_space=True) < SHAPES


@given(st.integers(0, 100), st.integers(0, 1000))
def test_windows_speak_for_each_word_once_and_with_context(start: int, length: int) -> None:
    made = list(cut(start, start + length))
    assert [i for w in made for i in range(w.first, w.last)] == list(range(start, start + length))
    for window in made:
        assert window.end - window.start <= WORDS
        assert window.start == start or window.first - window.start >= MARGIN
        assert window.end == start + length or window.end - window.last >= MARGIN


@given(st.lists(st.integers(1, LONGEST), max_size=40))
def test_batches_hold_every_item_once(lengths: list[int]) -> None:
    grouped = list(batches(lengths, 1000))
    assert sorted(i for group in grouped for i in group) == list(range(len(lengths)))
    assert all(len(g) == 1 or max(lengths[i] for i in g) * len(g) <= 1000 for g in grouped)
