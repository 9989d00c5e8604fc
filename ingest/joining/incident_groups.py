"""Which records of incidents are of one incident.

Groups come from average linkage over judged pairs (`clusters.Growing`), where pairs that do not meet, or that place or
day rule out, are apart. What is grouped again is what changed and what was, or is now, in one group with it, directly
or through others. All else stays: a group that shares nothing with what changed is made by the same steps as before. So
an article that comes later gives the same groups as all at once, and looks no further than the days around it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.joining.clusters import Growing, Pair, decided, opponents, ordered
from ingest.joining.incidents import CROWDED, SAME, IncidentRecord, judge, keys, sought
from ingest.joining.judgement import Judgement


@dataclass(frozen=True, slots=True)
class IncidentGroups:
    """Groups of ids, and the judgements on all pairs of what changed that meet; sorted.

    `seen` are the records that were compared with others, `examined` is the number of pairs that were compared.
    """

    groups: tuple[tuple[str, ...], ...]
    judgements: tuple[Judgement, ...]
    seen: frozenset[str]
    examined: int


class Records(Protocol):
    """Where records are kept."""

    def record(self, id_: str, /) -> IncidentRecord:
        """One that exists."""
        ...

    def filed(self, sought: Mapping[str, str | None], /) -> Collection[str]:
        """The records under some keys, each with the key that must not be crowded, if there is one."""
        ...

    def same(self, id_: str, /) -> Sequence[str]:
        """It and all that people decided are the same, directly or through others, sorted."""
        ...

    def apart(self, id_: str, /) -> Collection[str]:
        """Those that people decided are not the same."""
        ...

    def beside(self, id_: str, /) -> Collection[str]:
        """What was in one group with it before."""
        ...


def join_incidents(
    records: Collection[IncidentRecord], together: Iterable[Pair] = (), apart: Iterable[Pair] = ()
) -> IncidentGroups:
    """Group the records by incident, independently of their order.

    Args:
        records: what is grouped, every record in exactly one group.
        together: pairs of ids that people decided are the same: together they are as likely the same as another record
            as the likeliest of them, and apart from what all of them are apart from.
        apart: pairs that people decided are not the same. No pair decided about is judged again.
    """
    return regrouped([one.id for one in records], _Listed(records, together, apart))


def regrouped(changed: Iterable[str], records: Records) -> IncidentGroups:
    """Group again what changed and what depends on it; the groups that may differ from before, and no others."""
    near = _Near(records)
    growing = Growing(near.scores, SAME)
    fresh = {records.same(id_)[0] for id_ in changed}
    todo, done, groups = sorted(fresh), set[str](), list[tuple[str, ...]]()
    while todo:
        part = todo.pop()
        if part in done:
            continue
        parts = growing.group_of(part)
        done |= set(parts)
        group = tuple(sorted(id_ for one in parts for id_ in records.same(one)))
        groups.append(group)
        todo += sorted({records.same(other)[0] for id_ in group for other in records.beside(id_)} - done)
    judged = (judgement for pair, judgement in near.judged.items() if not fresh.isdisjoint(near.parts[pair]))
    seen = frozenset(id_ for part in growing.seen for id_ in records.same(part))
    return IncidentGroups(
        tuple(sorted(groups)), tuple(sorted(judged, key=lambda one: (one.one, one.other))), seen, len(near.judged)
    )


class _Near:
    """The scores of what people decided is one with all that it meets; each part is named by its lowest record."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self.judged: dict[Pair, Judgement] = {}
        self.parts: dict[Pair, Pair] = {}  # those of a pair that was judged

    def scores(self, part: str) -> dict[str, float]:
        """Above 0, and none with what people decided is not the same."""
        own = self._records.same(part)
        apart = {self._records.same(other)[0] for id_ in own for other in self._records.apart(id_)}
        found: defaultdict[str, float] = defaultdict(float)
        for id_ in own:
            one = self._records.record(id_)
            for other in self._records.filed(sought(one)):
                others = self._records.same(other)[0]
                if others != part and others not in apart:
                    found[others] = max(found[others], self._score(one, other, ordered(part, others)))
        return {other: score for other, score in found.items() if score}

    def _score(self, one: IncidentRecord, other: str, parts: Pair) -> float:
        pair = ordered(one.id, other)
        if pair not in self.judged:
            self.judged[pair] = judge(one, self._records.record(other))
            self.parts[pair] = parts
        return self.judged[pair].score


class _Listed:
    """Records of which none was grouped before."""

    def __init__(self, records: Collection[IncidentRecord], together: Iterable[Pair], apart: Iterable[Pair]) -> None:
        self._by_id = {one.id: one for one in records}
        self._decided = decided(self._by_id, together, ())
        self._apart = opponents(pair for pair in apart if self._by_id.keys() >= set(pair))
        self._filed: defaultdict[str, list[str]] = defaultdict(list)
        for one in records:
            for key in keys(one):
                self._filed[key].append(one.id)

    def record(self, id_: str) -> IncidentRecord:
        return self._by_id[id_]

    def filed(self, sought: Mapping[str, str | None]) -> Collection[str]:
        telling = (key for key, few in sought.items() if few is None or len(self._filed.get(few, ())) <= CROWDED)
        return {id_ for key in telling for id_ in self._filed.get(key, ())}

    def same(self, id_: str) -> Sequence[str]:
        return self._decided.parts[self._decided.part_of[id_]]

    def apart(self, id_: str) -> Collection[str]:
        return self._apart.get(id_, ())

    def beside(self, _id: str) -> Collection[str]:
        return ()
