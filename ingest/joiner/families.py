"""How the two families of references are joined: those to people, bodies, groups and places, and those to incidents."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias

from ingest.joiner.known import Item, Known
from ingest.joining.bearers import Bearer, bearer
from ingest.joining.clusters import Pair, ordered
from ingest.joining.entities import are_linked, as_one, group_references
from ingest.joining.incident_groups import regrouped
from ingest.joining.incident_references import IncidentReference, incident_bearer, incident_reference
from ingest.joining.incidents import IncidentRecord, sought
from ingest.joining.judgement import Judgement
from ingest.joining.references import Reference, Setting, Use
from ingest.nlp.gazetteer import match

Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Groups:
    """Ids of what is the same, of all that may have changed; the judgements made anew, and those that they replace.

    `compared` is the number of pairs that were compared.
    """

    groups: Sequence[Sequence[str]]
    judgements: Sequence[Judgement]
    before: Collection[Judgement]
    compared: int


@dataclass(frozen=True, slots=True)
class Family(Generic[Item]):
    """What joining has to know of a family.

    Attributes:
        item: a reference as the graph has it.
        regroup: from what is known and the ids of what changed, all groups that may differ from before.
        bearer: the node that some items stand for.
    """

    item: Callable[[Row], Item]
    regroup: Callable[[Known[Item], Collection[str]], Groups]
    bearer: Callable[[Sequence[Item]], Bearer]


def _reference(row: Row) -> Reference:
    place = match(row["row"]) if row["row"] is not None else None
    return Reference(row["id"], row["kind"], place, tuple(map(_use, row["uses"])))


def _use(row: Row) -> Use:
    within = match(row["within"]) if row["within"] is not None else None
    setting = Setting(tuple(row["places"]), tuple(row["countries"]), tuple(row["company"]))
    return Use(row["name"], tuple(row["aliases"]), tuple(row["roles"]), within, row["published"], setting)


def _regroup(known: Known[Reference], changed: Collection[str]) -> Groups:
    links = _Links(known)
    closed = links.closure(changed)
    found = group_references(
        [known.items[id_] for id_ in sorted(closed)], known.decided("positive"), known.decided("negative")
    )
    judgements = [one for one in found.judgements if links.are_linked(one.one, one.other)]
    before = {one for one in known.judged(closed) if one.one in closed and one.other in closed}
    return Groups([group.members for group in found.groups], judgements, before, found.examined)


class _Links:
    """Which references may be the same, each pair looked at once."""

    def __init__(self, known: Known[Reference]) -> None:
        self._known = known
        self._found: dict[Pair, bool] = {}

    def closure(self, changed: Collection[str]) -> set[str]:
        """What changed with all that it, or what it is joined with, may be the same as."""
        known, closed = self._known, set[str]()
        reached = known.load(changed)
        while reached:
            closed |= reached
            judged = {id_ for one in known.judged(reached) for id_ in (one.one, one.other)}
            mates = {mate for some in known.mates_of(reached).values() for mate in some}
            beside = known.load(mates | judged)
            known.filed({key: None for id_ in reached for key in known.items[id_].keys})  # in one go
            linked = {other for id_ in reached for other in self._near(id_, closed)}
            reached = (linked | beside) - closed
        return closed

    def _near(self, id_: str, closed: Collection[str]) -> set[str]:
        met = self._known.filed(dict.fromkeys(self._known.items[id_].keys)) - {id_, *closed}
        return {other for other in met if self.are_linked(id_, other)}

    def are_linked(self, one: str, other: str) -> bool:
        """Whether it depends on one what the other stands for."""
        pair = ordered(one, other)
        if pair not in self._found:
            self._found[pair] = are_linked(self._whole(one), self._whole(other))
        return self._found[pair]

    def _whole(self, id_: str) -> Reference:
        """What it is compared as: all that people decided are the same."""
        same = self._known.same(id_)
        return as_one([self._known.items[one] for one in same]) if len(same) > 1 else self._known.items[id_]


class _Records:
    """References to incidents as the records that are grouped."""

    def __init__(self, known: Known[IncidentReference]) -> None:
        self._known = known
        self.filed, self.same, self.apart = known.filed, known.same, known.apart

    def record(self, id_: str) -> IncidentRecord:
        return self._known.items[id_].record

    def beside(self, id_: str) -> Collection[str]:
        return self._known.load(self._known.mates_of([id_])[id_])


def _regroup_incidents(known: Known[IncidentReference], changed: Collection[str]) -> Groups:
    fresh = known.load(changed)
    parts = {other for id_ in fresh for other in known.same(id_)}
    known.filed({key: few for id_ in parts for key, few in sought(known.items[id_].record).items()})
    found = regrouped(fresh, _Records(known))
    return Groups(found.groups, found.judgements, known.judged(parts), found.examined)


ENTITIES = Family(_reference, _regroup, bearer)
INCIDENTS = Family(lambda row: incident_reference(row["uses"][0]), _regroup_incidents, incident_bearer)
