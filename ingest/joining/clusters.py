"""Groups from pairwise scores: average linkage that never joins what cannot be the same.

Two groups join while the mean score over all their pairs reaches the threshold, the surest pair of groups first. Pairs
without a score count as 0. A mean that reaches the threshold needs a pair that does, so groups stay within a component
of such pairs: components are clustered one by one, and a new item changes only its own.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

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
    least = round(threshold * UNIT)
    for component in components(items, (pair for pair, score in scores.items() if round(score * UNIT) >= least)):
        groups += _agglomerate(component, near, least, enemies)
    return sorted(groups)


@dataclass
class Growing:
    """Groups found one by one, each by looking no further than it depends on, where pairs without a score are apart.

    The same groups as `clusters` gives with all those pairs apart. A mean over more pairs is never better than the best
    of its parts, so two groups that are each other's nearest can join before all others (nearest-neighbour chains:
    Murtagh 1983), and what joins a group is found by following the nearest from there until two are each other's.

    Attributes:
        near: the scores above 0 of an item with others, from both sides alike; asked for once an item.
        threshold: least mean score of two groups that join, above 0.
    """

    near: Callable[[str], Mapping[str, float]]
    threshold: float
    _groups: dict[str, list[str]] = field(default_factory=dict[str, list[str]])  # by their lowest members
    _name: dict[str, str] = field(default_factory=dict[str, str])  # of the group of each item that was looked at
    _sums: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])

    @property
    def seen(self) -> Collection[str]:
        """The items that were looked at."""
        return self._name.keys()

    def group_of(self, item: str) -> list[str]:
        """All that are in one group with an item, sorted."""
        self._look_at(item)
        chain: list[str] = []
        while True:
            chain = chain or [self._name[item]]
            nearest = self._nearest(chain[-1])
            if nearest is None:
                return sorted(self._groups[chain[0]])
            self._look_at(nearest)
            if len(chain) > 1 and nearest == chain[-2]:
                self._join(*sorted((chain.pop(), chain.pop())))
            else:
                chain.append(nearest)

    def _look_at(self, item: str) -> None:
        if item in self._name:
            return
        sums: defaultdict[str, int] = defaultdict(int)
        met: defaultdict[str, int] = defaultdict(int)
        for other, score in self.near(item).items():
            name = self._name.get(other, other)
            sums[name] += round(score * UNIT)
            met[name] += 1
        self._name[item], self._groups[item] = item, [item]
        self._sums[item] = {name: total for name, total in sums.items() if met[name] == self._size(name)}

    def _size(self, name: str) -> int:
        return len(self._groups.get(name, (name,)))

    def _nearest(self, name: str) -> str | None:
        """The group that joins a group before any other, if one does: of equals that with the lowest names."""
        size = self._size(name)
        least = -round(self.threshold * UNIT)
        means = ((-total / (size * self._size(other)), other) for other, total in self._sums[name].items())
        near = ((mean, ordered(name, other), other) for mean, other in means if mean <= least)
        return min(near, default=(0, (), None))[2]

    def _join(self, one: str, other: str) -> None:
        """Put the second group into the first, which has the lower name."""
        moved = self._groups.pop(other)
        self._groups[one] += moved
        self._name |= dict.fromkeys(moved, one)
        ours, theirs = self._sums.pop(one), self._sums.pop(other)
        both = {third: ours[third] + theirs[third] for third in ours.keys() & theirs.keys()}
        self._sums[one] = both
        for third in (ours.keys() | theirs.keys()) & self._sums.keys() - {one}:
            self._sums[third].pop(other, None)
            self._sums[third].pop(one, None)
            if third in both:
                self._sums[third][one] = both[third]


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
