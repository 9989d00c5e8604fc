import random
from itertools import combinations

from hypothesis import example, given
from hypothesis import strategies as st

from ingest.joining.clusters import Growing, clusters, components

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


@given(SCORES, st.floats(0.05, 1), st.permutations(ITEMS))
@example({("r0", "r1"): 0.9999999999999999}, 1.0, ITEMS)  # rounded, it reaches the threshold
def test_groups_grown_one_by_one_are_those_of_all_at_once(scores: Scores, threshold: float, order: list[str]):
    given_ = {pair: score for pair, score in scores.items() if score > 1e-5}
    near: dict[str, dict[str, float]] = {item: {} for item in ITEMS}
    for (one, other), score in given_.items():
        near[one][other] = near[other][one] = score
    growing = Growing(near.__getitem__, threshold)
    expected = clusters(ITEMS, given_, threshold, [pair for pair in PAIRS if pair not in given_])
    assert sorted({tuple(growing.group_of(item)) for item in order}) == sorted(map(tuple, expected))


def test_a_group_is_grown_from_what_is_near_it_only():
    def near(item: str) -> dict[str, float]:  # each day is like the next, and two days apart nothing is
        day = int(item)
        return {f"{day + step:06}": 0.9 - (day + step) % 7 / 100 for step in (-1, 1)}

    growing = Growing(near, 0.5)
    growing.group_of("500000")
    assert len(growing.seen) < 40
