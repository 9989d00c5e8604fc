"""Local entities to graph nodes.

Persons and organisations are identified by their folded name, places by their gazetteer row. Groups, and places that
no row fits, belong to their article: "the women" of two reports are not known to be the same women.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from graph_schema import ids
from graph_schema.model import Group, Organisation, Person, Place, PlacePrecision
from ingest.extraction import LocalEntity, PlaceMatch


@dataclass(frozen=True, slots=True)
class ResolvedEntity:
    """The node of an entity, and the places around it from near to far."""

    node: Person | Organisation | Group | Place
    lies_in: tuple[Place, ...] = ()


def resolve_entities(entities: Iterable[LocalEntity], article: str) -> dict[str, ResolvedEntity]:
    """Graph nodes by the entity's key in the article."""
    entities = tuple(entities)
    by_key = {entity.key: entity for entity in entities}
    return {entity.key: _resolve(entity, by_key, article) for entity in entities}


def _resolve(entity: LocalEntity, by_key: dict[str, LocalEntity], article: str) -> ResolvedEntity:
    folded, aliases = (
        ids.fold_name(entity.name) or entity.name,
        tuple(sorted({entity.name, *entity.aliases})),
    )
    match entity.kind:
        case "person":
            roles = tuple(sorted(set(entity.roles)))
            return ResolvedEntity(
                Person(
                    id=ids.content_id("per", folded),
                    name=entity.name,
                    aliases=aliases,
                    roles=roles,
                )
            )
        case "organisation":
            return ResolvedEntity(Organisation(id=ids.content_id("org", folded), name=entity.name, aliases=aliases))
        case "group":
            return ResolvedEntity(
                Group(
                    id=ids.content_id("grp", article, folded),
                    name=entity.name,
                    aliases=aliases,
                )
            )
        case "place":
            return _resolve_place(entity, by_key, article, folded, aliases)


def _resolve_place(
    entity: LocalEntity,
    by_key: dict[str, LocalEntity],
    article: str,
    folded: str,
    aliases: tuple[str, ...],
) -> ResolvedEntity:
    if entity.place is not None:
        chain = tuple(_gazetteer_place(match) for match in entity.place.part_of)
        return ResolvedEntity(_gazetteer_place(entity.place), chain)
    around = by_key[entity.within].place if entity.within else None
    matches = (around, *around.part_of) if around else ()
    chain = tuple(map(_gazetteer_place, matches))
    scope = chain[0].id if chain else article
    latitude, longitude, precision = _point(matches)
    node = Place(
        id=ids.content_id("plc-x", scope, folded),
        name=entity.name,
        aliases=aliases,
        country=around.country if around else None,
        admin1=around.admin1 if around else None,
        feature="unknown",
        precision=precision,
        latitude=latitude,
        longitude=longitude,
    )
    return ResolvedEntity(node, chain)


def _gazetteer_place(match: PlaceMatch) -> Place:
    """Only the row's own names: what articles call it must not make the node depend on who wrote it first."""
    latitude, longitude, precision = _point((match, *match.part_of))
    return Place(
        id=f"plc-{match.geoname_id}",
        name=match.name,
        aliases=tuple(sorted(set(match.aliases))),
        country=match.country,
        admin1=match.admin1,
        feature=match.feature,
        precision=precision,
        latitude=latitude,
        longitude=longitude,
    )


def _point(matches: Iterable[PlaceMatch]) -> tuple[float | None, float | None, PlacePrecision]:
    """The position of the nearest of some places, from near to far, that has one, and what kind of place that is."""
    located = next((match for match in matches if match.latitude is not None), None)
    return (located.latitude, located.longitude, located.feature) if located else (None, None, "unknown")
