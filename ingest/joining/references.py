"""What articles call whom or what: the units that are joined into people, bodies, groups and places.

One reference stands for one full name in articles on one country, for one gazetteer row, or, where the words alone say
too little (a lone surname, "the women"), for what one article calls by them. Articles that use a reference never need a
comparison to know that they mean the same; references are compared with one another, and a merge only says for whom
they stand.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph_schema.ids import content_id, fold_name
from graph_schema.model import EntityKind
from ingest.extraction import Extraction, LocalEntity, PlaceMatch
from ingest.joining.articles import ReadArticle
from ingest.joining.names import (
    OF_THE_STATE,
    body_keys,
    body_name,
    is_common,
    person_keys,
    person_name,
    spoken,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What an article says beside a name: towns and regions (rows of the gazetteer), countries, people.

    `countries` are the one most of its places lie in, and those named at least half as often; sorted by how often.
    """

    places: tuple[int, ...]
    countries: tuple[str, ...]
    company: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """How one article uses a reference: the name it gives in full, other names, roles, what it lies in, when."""

    name: str
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    within: PlaceMatch | None
    published: str | None
    setting: Setting

    def properties(self) -> dict[str, object]:
        """What a relationship from the article to the reference keeps of it; the rest is the article's."""
        within = self.within.geoname_id if self.within else None
        return {"name": self.name, "aliases": list(self.aliases), "roles": list(self.roles), "within": within}


@dataclass(frozen=True)
class Reference:
    """A reference with everything its articles say of it. `place` is the gazetteer's, for one that has a row there.

    A place with a row is known by the row alone; what articles say of it adds nothing.
    """

    id: str
    kind: EntityKind
    place: PlaceMatch | None
    uses: tuple[Use, ...]

    @cached_property
    def name(self) -> str:
        """The spelling of its name that says most: of those that differ in accents and case only, the last."""
        return self.place.name if self.place else max(use.name for use in self.uses)

    @cached_property
    def aliases(self) -> frozenset[str]:
        """Other names that articles give it."""
        return frozenset(alias for use in self.uses for alias in use.aliases)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Its name and the aliases that say enough: several words, or capitals only."""
        telling = {alias for alias in self.aliases if " " in alias.strip() or (alias.isupper() and len(alias) <= 8)}
        return tuple(sorted({use.name for use in self.uses} | {self.name} | telling))

    @cached_property
    def roles(self) -> frozenset[str]:
        """The words of four letters and more in what it was called; shorter ones link."""
        words = (word for use in self.uses for role in use.roles for word in fold_name(role).split())
        return frozenset(word for word in words if len(word) > 3)

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries its articles are on."""
        if self.place is not None:
            return frozenset({self.place.country} if self.place.country else ())
        return frozenset(country for use in self.uses for country in use.setting.countries)

    @cached_property
    def places(self) -> frozenset[int]:
        """Rows of the towns and regions its articles speak of."""
        if self.place is not None:
            return frozenset(_rows(self.place))
        return frozenset(row for use in self.uses for row in use.setting.places)

    @cached_property
    def company(self) -> frozenset[str]:
        """Folded names of the people its articles speak of beside it."""
        named = frozenset(name for use in self.uses for name in use.setting.company)
        return named - {fold_name(name) for name in self.names}

    @cached_property
    def days(self) -> tuple[int, ...]:
        """The days its articles are of, as numbers that count days."""
        known = {use.published for use in self.uses if use.published}
        return tuple(sorted(date.fromisoformat(day[:10]).toordinal() for day in known))

    @cached_property
    def keys(self) -> frozenset[str]:
        """Blocking keys: only references that share one are compared. Unnamed groups have none."""
        if self.kind == "group":
            return frozenset({f"g:{fold_name(self.name)}"} if is_named_group(self.name) else ())
        if self.place is not None:
            return frozenset({f"n:{spoken(self.place.name)}"})
        return frozenset(key for use in self.uses for key in _keys(self.kind, use))


def references_of(article: ReadArticle, setting: Setting) -> dict[str, Reference]:
    """The reference of each entity of an article, by the entity's key, with what this article says of it.

    `setting` is what `setting_of` makes of the article.
    """
    extraction = article.extraction
    by_key = {entity.key: entity for entity in extraction.entities}
    found: dict[str, Reference] = {}
    for entity in extraction.entities:
        use = Use(
            entity.name,
            tuple(sorted(set(entity.aliases))),
            tuple(sorted(set(entity.roles))),
            by_key[entity.within].place if entity.within else None,
            article.published,
            setting,
        )
        found[entity.key] = Reference(_id(entity, setting, article.id), entity.kind, entity.place, (use,))
    return found


def united(references: Iterable[Reference]) -> list[Reference]:
    """References of several articles: those of one id as one, sorted by id."""
    same: defaultdict[str, list[Reference]] = defaultdict(list)
    for reference in references:
        same[reference.id].append(reference)
    return [
        Reference(id_, some[0].kind, some[0].place, tuple(use for one in some for use in one.uses))
        for id_, some in sorted(same.items())
    ]


def setting_of(extraction: Extraction) -> Setting:
    """What an article speaks of, for all of its references."""
    weight = Counter(mention.entity for mention in extraction.mentions)
    countries: Counter[str] = Counter()
    places: set[int] = set()
    company: set[str] = set()
    for entity in extraction.entities:
        if entity.place is not None:
            places.update(_rows(entity.place))
            if entity.place.country:
                countries[entity.place.country] += weight[entity.key] or 1
        elif entity.kind == "person" and len(person_name(entity.name).words) > 1:
            company.add(fold_name(entity.name))
    often = (code for code in countries if 2 * countries[code] >= max(countries.values()))
    main = sorted(often, key=lambda code: (-countries[code], code))
    return Setting(tuple(sorted(places)), tuple(main), tuple(sorted(company)))


def is_named_group(name: str) -> bool:
    """Whether a group is told from others by a name in it ("residents of Endirey"), unlike "police" or "Women"."""
    parts = body_name(name)
    return bool(parts.countries and OF_THE_STATE.intersection(parts.words)) or any(
        word[:1].isupper() for word in name.split()[1:]
    )


def is_common_name(name: str) -> bool:
    """Whether every word of a body's name says what it is, so that there may be one in every country."""
    return all(map(is_common, body_name(name).words))


def _rows(place: PlaceMatch) -> Iterable[int]:
    return (one.geoname_id for one in (place, *place.part_of) if one.feature != "country")


def _id(entity: LocalEntity, setting: Setting, article: str) -> str:
    """Equal for entities that need no comparison."""
    if entity.place is not None:
        return f"ref-{entity.place.geoname_id}"
    folded = fold_name(entity.name) or entity.name
    lone = entity.kind == "person" and len(person_name(entity.name).words) < 2
    unnamed = entity.kind == "group" and not is_named_group(entity.name)
    if lone or unnamed or not setting.countries:
        return content_id("ref", entity.kind, article, folded)
    return content_id("ref", entity.kind, None, folded, *setting.countries)


def _keys(kind: EntityKind, use: Use) -> Iterable[str]:
    yield f"n:{spoken(use.name)}"
    if kind == "person":
        yield from person_keys(use.name)
    else:
        yield from body_keys(use.name)
        yield from (f"n:{spoken(alias)}" for alias in use.aliases if " " in alias)
