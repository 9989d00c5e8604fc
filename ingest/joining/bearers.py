"""The graph node of whom, what or which event some references stand for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from graph_schema.model import EntityKind, Group, Incident, Organisation, Person, Place, PlacePrecision
from ingest.extraction import PlaceMatch
from ingest.joining.entities import described
from ingest.joining.references import Reference

PREFIXES: dict[EntityKind, str] = {"person": "per", "organisation": "org", "group": "grp", "place": "plc"}
REFERENCE = "ref"


@dataclass(frozen=True, slots=True)
class Bearer:
    """A node that references stand for; the places around a place from near to far; where an incident happened.

    `at` is the reference of that place.
    """

    node: Person | Organisation | Group | Place | Incident
    lies_in: tuple[Place, ...] = ()
    at: str | None = None


def bearer(references: Collection[Reference]) -> Bearer:
    """The node that some references, at least one, stand for; the same for any order.

    Its id is that of its seed: a gazetteer row, else the reference that was published first. What joins it later, or
    leaves it, does not change the id of the rest.
    """
    group = described(references)
    seed = min(references, key=lambda one: (one.place is None, one.days[0] if one.days else float("inf"), one.id))
    id_ = entity_id(seed.id, group.kind)
    names = {name for one in references for name in (*(use.name for use in one.uses), *one.aliases)}
    aliases = tuple(sorted(names))
    match group.kind:
        case "person":
            roles = tuple(sorted({role for one in references for use in one.uses for role in use.roles}))
            return Bearer(Person(id=id_, name=group.name, aliases=aliases, roles=roles))
        case "organisation":
            return Bearer(Organisation(id=id_, name=group.name, aliases=aliases))
        case "group":
            return Bearer(Group(id=id_, name=group.name, aliases=aliases))
        case "place":
            if seed.place is not None:
                return Bearer(gazetteer_place(seed.place), tuple(map(gazetteer_place, seed.place.part_of)))
            return _place_without_row(id_, group.name, aliases, references)


def entity_id(reference: str, kind: EntityKind) -> str:
    """The id of the entity that a reference is the seed of."""
    return f"{PREFIXES[kind]}-{reference.removeprefix(f'{REFERENCE}-')}"


def incident_id(reference: str) -> str:
    """The id of the incident that a reference is the seed of."""
    return f"inc-{reference.removeprefix(f'{REFERENCE}-')}"


def gazetteer_place(found: PlaceMatch) -> Place:
    """Only the row's own names: what articles call it must not make the node depend on who wrote it first."""
    latitude, longitude, precision = _point((found, *found.part_of))
    return Place(
        id=f"plc-{found.geoname_id}",
        name=found.name,
        aliases=tuple(sorted(set(found.aliases))),
        country=found.country,
        admin1=found.admin1,
        feature=found.feature,
        precision=precision,
        latitude=latitude,
        longitude=longitude,
    )


def _place_without_row(id_: str, name: str, aliases: tuple[str, ...], references: Iterable[Reference]) -> Bearer:
    near = around(use.within for one in references for use in one.uses)
    matches = (near, *near.part_of) if near else ()
    latitude, longitude, precision = _point(matches)
    node = Place(
        id=id_,
        name=name,
        aliases=aliases,
        country=near.country if near else None,
        admin1=near.admin1 if near else None,
        feature="unknown",
        precision=precision,
        latitude=latitude,
        longitude=longitude,
    )
    return Bearer(node, tuple(map(gazetteer_place, matches)))


def around(enclosing: Iterable[PlaceMatch | None]) -> PlaceMatch | None:
    """The place that one without a row lies in: the narrowest that its articles name, then what most of them name."""
    named = [place for place in enclosing if place is not None]
    return max(named, key=lambda one: (len(one.part_of), named.count(one), -one.geoname_id), default=None)


def _point(matches: Iterable[PlaceMatch]) -> tuple[float | None, float | None, PlacePrecision]:
    """The position of the nearest of some places, from near to far, that has one, and what kind of place that is."""
    located = next((one for one in matches if one.latitude is not None), None)
    return (located.latitude, located.longitude, located.feature) if located else (None, None, "unknown")
