"""Groups from pairwise scores: average linkage that never joins what cannot be the same.

Two groups join while the mean score over all their pairs reaches the threshold, the surest pair of groups first. Pairs
without a score count as 0. A mean that reaches the threshold needs a pair that does, so groups stay within a component
of such pairs: components are clustered one by one, and a new item changes only its own.
"""

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

UNIT = 1_000_000  # scores are summed as whole millionths, so that the order of summing leaves no trace
Pair = tuple[str, str]


def clusters(
    items: Collection[str], scores: Mapping[Pair, float], threshold: float, apart: Iterable[Pair] = ()
) -> list[list[str]]:
    """Group `items`; each group and the list of groups are sorted.

    Args:
        items: ids, each once.
        scores: how likely two are the same, 0 to 1, each pair in one order only.
        threshold: least mean score of two groups that join, above 0.
        apart: pairs that must not share a group, whatever the scores.
    """
    enemies = opponents(apart)
    near: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for (one, other), score in scores.items():
        near[one][other] = near[other][one] = round(score * UNIT)
    groups: list[list[str]] = []
    for component in components(items, (pair for pair, score in scores.items() if score >= threshold)):
        groups += _agglomerate(component, near, round(threshold * UNIT), enemies)
    return sorted(groups)


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided about some items.

    Attributes:
        parts: items that are the same, sorted, by the lowest of them; an item nobody decided about is a part by itself.
        part_of: the lowest item of its part, for each item.
        apart: pairs of parts that are not the same, by their lowest items, in order.
    """

    parts: Mapping[str, list[str]]
    part_of: Mapping[str, str]
    apart: frozenset[Pair]


def decided(items: Collection[str], together: Iterable[Pair], apart: Iterable[Pair]) -> Decided:
    """Decisions about pairs of items, as far as both are given; that two are the same wins."""
    known = set(items)
    parts = {part[0]: part for part in components(items, (pair for pair in together if known.issuperset(pair)))}
    part_of = {member: first for first, part in parts.items() for member in part}
    pairs = (ordered(part_of[one], part_of[other]) for one, other in apart if known.issuperset((one, other)))
    return Decided(parts, part_of, frozenset(pair for pair in pairs if pair[0] != pair[1]))


def ordered(one: str, other: str) -> Pair:
    """A pair with the lower item first."""
    return (one, other) if one < other else (other, one)


def opponents(apart: Iterable[Pair]) -> defaultdict[str, set[str]]:
    """For each item of the pairs, those it is apart from; empty for any other."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in apart:
        found[one].add(other)
        found[other].add(one)
    return found


def components(items: Collection[str], pairs: Iterable[Pair]) -> list[list[str]]:
    """Items that are connected by `pairs`, directly or through others; each list is sorted."""
    parent = {item: item for item in items}

    def root(item: str) -> str:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for one, other in pairs:
        parent[root(one)] = root(other)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for item in sorted(items):
        found[root(item)].append(item)
    return list(found.values())


def _agglomerate(
    component: list[str], near: Mapping[str, Mapping[str, int]], threshold: int, enemies: Mapping[str, set[str]]
) -> list[list[str]]:
    """Average linkage in one component; a group is named by its lowest member, which breaks ties."""
    inside = set(component)
    groups = {item: [item] for item in component}
    sums = {item: {o: s for o, s in near.get(item, {}).items() if o in inside} for item in component}
    foes = {item: enemies.get(item, set()) & inside for item in component}

    def entry(one: str, other: str) -> tuple[float, str, str]:
        low, high = sorted((one, other))
        return -sums[one][other] / (len(groups[one]) * len(groups[other])), low, high

    waiting = [entry(one, other) for one in component for other in sums[one] if one < other]
    heapq.heapify(waiting)
    while waiting:
        given, one, other = heapq.heappop(waiting)
        if -given < threshold:
            break
        if (
            one not in groups
            or other not in groups
            or entry(one, other)[0] != given
            or not foes[one].isdisjoint(groups[other])
        ):
            continue
        groups[one] = sorted(groups[one] + groups.pop(other))
        foes[one] |= foes.pop(other)
        for third, score in sums.pop(other).items():
            if third != one and third in groups:
                sums[one][third] = sums[third][one] = sums[one].get(third, 0) + score
                del sums[third][other]
        del sums[one][other]
        for third in sums[one]:
            heapq.heappush(waiting, entry(one, third))
    return list(groups.values())
