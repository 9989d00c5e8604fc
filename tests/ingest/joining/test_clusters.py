import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from ingest.joining.clusters import clusters, components

ITEMS = [f"r{n}" for n in range(8)]
PAIRS = list(combinations(ITEMS, 2))
Scores = dict[tuple[str, str], float]
SCORES = st.dictionaries(st.sampled_from(PAIRS), st.floats(0, 1), max_size=len(PAIRS))
APART = st.lists(st.sampled_from(PAIRS), max_size=4)


def test_the_mean_over_all_pairs_decides():
    chain = {("a", "b"): 0.9, ("b", "c"): 0.8}  # a and c have nothing in common
    assert clusters(["a", "b", "c"], chain, 0.5) == [["a", "b"], ["c"]]
    assert clusters(["a", "b", "c"], chain, 0.4) == [["a", "b", "c"]]


def test_what_cannot_be_the_same_is_never_in_one_group():
    scores = {("a", "b"): 0.9, ("b", "c"): 0.8, ("a", "c"): 0.9}
    assert clusters(["a", "b", "c"], scores, 0.5, [("c", "a")]) == [["a", "b"], ["c"]]


@given(SCORES, APART, st.floats(0.05, 1), st.randoms(use_true_random=False))
def test_neither_the_order_of_items_nor_of_pairs_leaves_a_trace(
    scores: Scores, apart: list[tuple[str, str]], threshold: float, chance: random.Random
):
    expected = clusters(ITEMS, scores, threshold, apart)
    items, pairs = list(ITEMS), list(scores)
    chance.shuffle(items)
    chance.shuffle(pairs)
    turned = {((a, b) if chance.random() < 0.5 else (b, a)): scores[a, b] for a, b in pairs}
    assert clusters(items, turned, threshold, [(b, a) for a, b in apart]) == expected


@given(SCORES, APART, st.floats(0.05, 1))
def test_every_item_is_in_one_group_and_none_holds_a_pair_that_is_apart(
    scores: Scores, apart: list[tuple[str, str]], threshold: float
):
    groups = clusters(ITEMS, scores, threshold, apart)
    assert sorted(item for group in groups for item in group) == ITEMS
    assert not any(set(pair) <= set(group) for pair in apart for group in groups)


@given(SCORES, st.floats(0.05, 1))
def test_a_new_item_changes_its_own_component_only(scores: Scores, threshold: float):
    linked = [pair for pair, score in scores.items() if score >= threshold]
    before = clusters(ITEMS[:-1], {p: s for p, s in scores.items() if ITEMS[-1] not in p}, threshold)
    after = clusters(ITEMS, scores, threshold)
    own = next(set(one) for one in components(ITEMS, linked) if ITEMS[-1] in one)
    assert [group for group in after if own.isdisjoint(group)] == [g for g in before if own.isdisjoint(g)]
