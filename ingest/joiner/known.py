"""What was loaded of references so far: nothing is asked for twice, and nothing that is not needed."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import orjson
from neo4j import ManagedTransaction

from ingest.graph_writer import Row, rows_of
from ingest.joining.clusters import Pair, ordered
from ingest.joining.judgement import Judgement, judged

Item = TypeVar("Item")
Guarded = tuple[str, str | None]

# Articles that a reference is known by, those with the lowest ids, which are hashes: a sample that one more article
# seldom changes, so that what every article names costs no more than what some do.
USES = 100


@dataclass
class Known(Generic[Item]):
    """References of one family, by id: what they are and stand for, and what people decided about them.

    Attributes:
        tx: where to load from.
        parse: a reference as its family has it.
        crowded: number of references from which on a key is crowded.
        items, bearers: what was loaded, and the ids of the nodes that it stands for.
    """

    tx: ManagedTransaction
    parse: Callable[[Row], Item]
    crowded: int
    items: dict[str, Item] = field(default_factory=dict[str, Item])
    bearers: dict[str, str] = field(default_factory=dict[str, str])
    _tried: set[str] = field(default_factory=set[str])
    _decided: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict[str, str]))
    _told: dict[str, tuple[str | None, str]] = field(default_factory=dict[str, tuple[str | None, str]])
    _mates: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    _filed: dict[Guarded, list[str]] = field(default_factory=dict[Guarded, list[str]])

    def load(self, ids: Iterable[str]) -> set[str]:
        """Those of the references that an article uses, loaded with all that people decided are the same."""
        wanted = set(ids)
        missing = wanted - self._tried
        while missing:
            self._tried |= missing
            found = rows_of(self.tx, "joining/references.cypher", ids=sorted(missing), uses=USES)
            for row in found:
                self.items[row["id"]] = self.parse(row)
                self.bearers[row["id"]] = row["bearer"]
                self._told[row["id"]] = (row["told"], _fingerprint(row["uses"], row["decided"]))
                self._decided[row["id"]] = {one["other"]: one["verdict"] for one in row["decided"]}
            same = {one["other"] for row in found for one in row["decided"] if one["verdict"] == "positive"}
            missing = same - self._tried
        return wanted & self.items.keys()

    def changed(self, ids: Iterable[str]) -> dict[str, str]:
        """Those of which another thing is told or decided than when they were joined last, with a fingerprint of it."""
        told = {id_: self._told[id_] for id_ in self.load(ids)}
        return {id_: now for id_, (before, now) in told.items() if now != before}

    def decided(self, verdict: str) -> list[Pair]:
        """The pairs of loaded references that a person decided about in this way."""
        return sorted({
            ordered(id_, other)
            for id_, made in self._decided.items()
            for other, given in made.items()
            if given == verdict and other in self.items
        })  # fmt: skip

    def same(self, id_: str) -> Sequence[str]:
        """A loaded reference and all that people decided are the same, directly or through others, sorted."""
        part, todo = set[str](), [id_]
        while todo:
            one = todo.pop()
            part.add(one)
            alike = {other for other, given in self._decided[one].items() if given == "positive"}
            todo += alike & self.items.keys() - part
        return sorted(part)

    def apart(self, id_: str) -> Collection[str]:
        """Those that people decided are not the same as a loaded one."""
        return self.load(other for other, given in self._decided[id_].items() if given == "negative")

    def mates_of(self, ids: Iterable[str]) -> Mapping[str, Collection[str]]:
        """What stands for the same as each of these now."""
        wanted = set(ids)
        missing = sorted(wanted - self._mates.keys())
        if missing:
            self._mates |= {row["id"]: row["mates"] for row in rows_of(self.tx, "joining/mates.cypher", ids=missing)}
        return {id_: self._mates[id_] for id_ in wanted}

    def judged(self, ids: Collection[str]) -> set[Judgement]:
        """What was judged automatically of these beside any others."""
        rows = rows_of(self.tx, "joining/judged.cypher", ids=sorted(ids))
        return {judged(row["one"], row["other"], row["verdict"], row["score"], row["why"]) for row in rows}

    def filed(self, sought: Mapping[str, str | None]) -> set[str]:
        """The loaded references under some keys, each with the key that must not be crowded, if there is one."""
        missing = sorted(set(sought.items()) - self._filed.keys(), key=lambda pair: pair[0])
        if missing:
            rows = [{"key": key, "few": few} for key, few in missing]
            found = rows_of(self.tx, "joining/filed.cypher", rows=rows, crowded=self.crowded)
            self._filed |= {(row["key"], row["few"]): row["ids"] for row in found}
            self.load(id_ for row in found for id_ in row["ids"])
        return {id_ for pair in sought.items() for id_ in self._filed[pair] if id_ in self.items}


def _fingerprint(*told: object) -> str:
    return hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]
