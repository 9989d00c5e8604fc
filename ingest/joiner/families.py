"""How the two families of references are joined: those to people, bodies, groups and places, and those to incidents."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from ingest.joining.bearers import Bearer, bearer
from ingest.joining.clusters import Pair, components
from ingest.joining.entities import are_linked, as_one, group_references
from ingest.joining.incident_references import IncidentReference, incident_bearer, incident_reference
from ingest.joining.incidents import are_linked as are_linked_incidents
from ingest.joining.incidents import join_incidents, sought
from ingest.joining.judgement import Judgement
from ingest.joining.references import Reference, Setting, Use
from ingest.nlp.gazetteer import match

Item = TypeVar("Item")
Row: TypeAlias = Mapping[str, Any]
Pairs: TypeAlias = Collection[Pair]


@dataclass(frozen=True, slots=True)
class Groups:
    """Ids of what is the same, why, and how many pairs were compared."""

    groups: Sequence[Sequence[str]]
    judgements: Sequence[Judgement]
    compared: int


@dataclass(frozen=True, slots=True)
class Family(Generic[Item]):
    """What joining has to know of a family.

    Attributes:
        item: a reference as the graph has it.
        sought: the keys of what it has to be compared with.
        linked: whether it depends on one what the other stands for.
        wholes: from items by id and pairs that people decided are the same, each such item as what it is compared as.
        group: from items by id, and pairs that people decided are the same and are not, what is the same.
        bearer: the node that some items stand for.
    """

    item: Callable[[Row], Item]
    sought: Callable[[Item], Iterable[str]]
    linked: Callable[[Item, Item], bool]
    wholes: Callable[[Mapping[str, Item], Pairs], Mapping[str, Item]]
    group: Callable[[Mapping[str, Item], Pairs, Pairs], Groups]
    bearer: Callable[[Sequence[Item]], Bearer]


def _reference(row: Row) -> Reference:
    place = match(row["row"]) if row["row"] is not None else None
    return Reference(row["id"], row["kind"], place, tuple(map(_use, row["uses"])))


def _use(row: Row) -> Use:
    within = match(row["within"]) if row["within"] is not None else None
    setting = Setting(tuple(row["places"]), tuple(row["countries"]), tuple(row["company"]))
    return Use(row["name"], tuple(row["aliases"]), tuple(row["roles"]), within, row["published"], setting)


def _wholes(items: Mapping[str, Reference], same: Pairs) -> Mapping[str, Reference]:
    found: dict[str, Reference] = {}
    for part in components(sorted({id_ for pair in same for id_ in pair}), same):
        found |= dict.fromkeys(part, as_one([items[id_] for id_ in part]))
    return found


def _group(items: Mapping[str, Reference], same: Pairs, apart: Pairs) -> Groups:
    found = group_references(items.values(), same, apart)
    return Groups([group.members for group in found.groups], found.judgements, found.examined)


def _incident(row: Row) -> IncidentReference:
    (use,) = row["uses"]  # an incident's reference belongs to one article
    return incident_reference(use)


def _group_incidents(items: Mapping[str, IncidentReference], same: Pairs, apart: Pairs) -> Groups:
    found = join_incidents([item.record for item in items.values()], same, apart)
    return Groups(found.groups, found.judgements, found.examined)


ENTITIES = Family(_reference, lambda item: item.keys, are_linked, _wholes, _group, bearer)
# what people decided of incidents never changes how a pair is judged, only whether it is
INCIDENTS = Family(
    _incident,
    lambda item: sought(item.record),
    lambda one, other: are_linked_incidents(one.record, other.record),
    lambda _items, _same: {},
    _group_incidents,
    incident_bearer,
)
