"""Which people, bodies, groups and places of many articles are the same.

What one article calls by one full name in one country, or resolved to one gazetteer row, is one bearer. Bearers whose
names differ meet by blocking keys and are judged by name and context. A lone surname or a short form joins the one
bearer near it that it fits; where two fit it joins neither and both pairs are for people to judge.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations

from graph_schema.ids import fold_name
from graph_schema.model import EntityKind
from ingest.extraction import LocalEntity
from ingest.joining.articles import ReadArticle
from ingest.joining.clusters import Pair, clusters, opponents
from ingest.joining.judgement import Judgement, judged
from ingest.joining.names import (
    OF_THE_STATE,
    Comparison,
    body_keys,
    body_name,
    compare_bodies,
    compare_people,
    is_common,
    person_keys,
    person_name,
    refused,
    spoken,
)

SURE = 0.8  # least score of a pair that is the same by itself
SHORT = 0.45  # least score of a short form that joins the only bearer it fits
SAME_WORDS = 0.9  # least score of two names of bodies that have the same words
LESS_IN_COMMON = 0.04  # off the score of articles with little in common, so that of two bearers the nearer is surer
NEAR_DAYS = 92  # a short form stands for somebody in the news at that time


@dataclass(frozen=True, slots=True)
class EntityGroup:
    """One bearer: the refs of what the articles call it, sorted; its kind and name are those most of them give."""

    kind: EntityKind
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntityGroups:
    """Every entity of the articles in exactly one group; `examined` is the number of pairs that were compared."""

    groups: tuple[EntityGroup, ...]
    judgements: tuple[Judgement, ...]
    examined: int


@dataclass(frozen=True, slots=True)
class _Context:
    """What an article says beside a name: towns and regions (rows of the gazetteer), countries, people, its date.

    `countries` are the one most of its places lie in, and those named at least half as often.
    """

    places: frozenset[int]
    countries: tuple[str, ...]
    company: frozenset[str]
    published: str | None


@dataclass(frozen=True)
class _Bearer:
    """Entities of one kind, name and country, or of one gazetteer row. `id` is the lowest of their refs."""

    refs: tuple[str, ...]
    entities: tuple[LocalEntity, ...]
    contexts: tuple[_Context, ...]

    @property
    def id(self) -> str:
        return self.refs[0]

    @property
    def kind(self) -> EntityKind:
        return self.entities[0].kind

    @property
    def name(self) -> str:
        return self.entities[0].name

    @cached_property
    def row(self) -> int | None:
        place = self.entities[0].place
        return place.geoname_id if place is not None else None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Its name and the aliases that say enough: several words, or capitals only."""
        aliases = {alias for entity in self.entities for alias in entity.aliases}
        telling = {alias for alias in aliases if " " in alias.strip() or (alias.isupper() and len(alias) <= 8)}
        return tuple(sorted({entity.name for entity in self.entities} | telling))

    @cached_property
    def roles(self) -> frozenset[str]:
        """The words of four letters and more in what it was called; shorter ones link."""
        words = (word for entity in self.entities for role in entity.roles for word in fold_name(role).split())
        return frozenset(word for word in words if len(word) > 3)

    @cached_property
    def countries(self) -> frozenset[str]:
        return frozenset(country for context in self.contexts for country in context.countries)

    @cached_property
    def places(self) -> frozenset[int]:
        return frozenset[int]().union(*(context.places for context in self.contexts))

    @cached_property
    def company(self) -> frozenset[str]:
        named = frozenset[str]().union(*(context.company for context in self.contexts))
        return named - {fold_name(name) for name in self.names}

    @cached_property
    def days(self) -> tuple[int, ...]:
        """The days its articles are of, as numbers that count days."""
        known = {context.published for context in self.contexts if context.published}
        return tuple(sorted(date.fromisoformat(day[:10]).toordinal() for day in known))


def join_entities(articles: Sequence[ReadArticle]) -> EntityGroups:
    """Group the entities of all articles by whom or what they stand for, independently of the articles' order."""
    bearers = _bearers(articles)
    by_id = {bearer.id: bearer for bearer in bearers}
    pairs = _pairs(bearers)
    found = {pair: _compare(by_id[pair[0]], by_id[pair[1]]) for pair in pairs}
    sure = {pair: c.score for pair, c in found.items() if c.score >= SURE}
    apart = [pair for pair, c in found.items() if c.score == 0]
    first = clusters(sorted(by_id), sure, SURE, apart)
    group_of = {member: n for n, group in enumerate(first) for member in group}
    chosen, doubtful = _short_forms(found, by_id, group_of)
    joined = _joined(first, chosen, apart)
    judgements = [*_within(bearers), *_judgements(found, joined, doubtful)]
    groups = tuple(_group([by_id[member] for member in group]) for group in joined)
    return EntityGroups(groups, tuple(sorted(judgements, key=lambda j: (j.one, j.other))), len(pairs))


def keys(entity: LocalEntity) -> set[str]:
    """Blocking keys: only entities that share one are compared. Unnamed groups have none."""
    if entity.kind == "group":
        return {f"g:{fold_name(entity.name)}"} if _is_named_group(entity) else set()
    if entity.place is not None:
        names = {entity.name, entity.place.name}
        return {f"r:{entity.place.geoname_id}"} | {f"n:{spoken(name)}" for name in names}
    found = {f"n:{spoken(entity.name)}"}
    if entity.kind == "person":
        return found | person_keys(entity.name)
    return found | body_keys(entity.name) | {f"n:{spoken(alias)}" for alias in entity.aliases if " " in alias}


def _is_named_group(entity: LocalEntity) -> bool:
    """Whether a group is told from others by a name in it ("residents of Endirey"), unlike "police" or "Women"."""
    parts = body_name(entity.name)
    return bool(parts.countries and OF_THE_STATE.intersection(parts.words)) or any(
        word[:1].isupper() for word in entity.name.split()[1:]
    )


def _bearers(articles: Iterable[ReadArticle]) -> list[_Bearer]:
    told: defaultdict[tuple[str, ...], list[tuple[str, LocalEntity, _Context]]] = defaultdict(list)
    for article in articles:
        context = _context(article)
        for entity in article.extraction.entities:
            ref = article.ref(entity.key)
            told[_signature(entity, context, ref)].append((ref, entity, context))
    found: list[_Bearer] = []
    for same in told.values():
        refs, entities, contexts = zip(*sorted(same, key=lambda one: one[0]), strict=True)
        found.append(_Bearer(refs, entities, contexts))
    return sorted(found, key=lambda bearer: bearer.id)


def _signature(entity: LocalEntity, context: _Context, ref: str) -> tuple[str, ...]:
    """What is equal for entities that need no comparison."""
    if entity.place is not None:
        return ("row", str(entity.place.geoname_id))
    lone = entity.kind == "person" and len(person_name(entity.name).words) < 2
    unnamed = entity.kind == "group" and not _is_named_group(entity)
    if lone or unnamed or not context.countries or not fold_name(entity.name):
        return ("ref", ref)
    return (entity.kind, fold_name(entity.name), *context.countries)


def _context(article: ReadArticle) -> _Context:
    weight = Counter(mention.entity for mention in article.extraction.mentions)
    countries: Counter[str] = Counter()
    places: set[int] = set()
    company: set[str] = set()
    for entity in article.extraction.entities:
        if entity.place is not None:
            around = (entity.place, *entity.place.part_of)
            places |= {place.geoname_id for place in around if place.feature != "country"}
            if entity.place.country:
                countries[entity.place.country] += weight[entity.key] or 1
        elif entity.kind == "person" and len(person_name(entity.name).words) > 1:
            company.add(fold_name(entity.name))
    often = (code for code in countries if 2 * countries[code] >= max(countries.values()))
    main = sorted(often, key=lambda code: (-countries[code], code))
    return _Context(frozenset(places), tuple(main), frozenset(company), article.published)


def _pairs(bearers: Iterable[_Bearer]) -> list[tuple[str, str]]:
    blocks: defaultdict[str, set[str]] = defaultdict(set)
    for bearer in bearers:
        for key in {key for entity in bearer.entities for key in keys(entity)}:
            blocks[key].add(bearer.id)
    return sorted({pair for block in blocks.values() for pair in combinations(sorted(block), 2)})


def _compare(one: _Bearer, other: _Bearer) -> Comparison:
    """How likely two bearers are the same; 0 where they cannot be."""
    if one.kind != other.kind:
        return _compare_kinds(one, other)
    match one.kind:
        case "place":
            return _compare_places(one, other)
        case "group":
            return _in_context(Comparison(0.9, "same words with a name"), one, other)
        case "person":
            return _in_context(compare_people(one.name, other.name), one, other)
        case "organisation":
            return _compare_organisations(one, other)


def _compare_organisations(one: _Bearer, other: _Bearer) -> Comparison:
    best = max((compare_bodies(a, b) for a in one.names for b in other.names), key=lambda c: (c.score, c.why))
    if best.score and _of_other_country(one, other):
        return refused("bodies of a state, in articles on two countries")
    if best.score >= SAME_WORDS and not any(_is_common(bearer.name) for bearer in (one, other)):
        return best  # Amnesty International is the same in every country
    return _in_context(best, one, other)


def _compare_kinds(one: _Bearer, other: _Bearer) -> Comparison:
    """A name that was read as a person here and a body there is one name all the same; gazetteer rows are certain."""
    if "group" in {one.kind, other.kind} or one.row or other.row:
        return Comparison(0.0, f"a {one.kind} and a {other.kind}")
    if spoken(one.name) != spoken(other.name):
        return _in_context(_misread_surname(one, other), one, other)
    if not _near(one, other):
        return Comparison(0.4, f"same name, but a {one.kind} here, a {other.kind} there, and nothing in common")
    return Comparison(0.85, f"same name, read as a {one.kind} here and a {other.kind} there")


def _misread_surname(one: _Bearer, other: _Bearer) -> Comparison:
    """A lone surname is at times read as a place that no gazetteer has."""
    short, full = sorted((one, other), key=_length)
    if (short.kind, full.kind) != ("place", "person") or _length(short) == _length(full):
        return Comparison(0.0, f"a {one.kind} and a {other.kind}")
    return compare_people(short.name, full.name)


def _compare_places(one: _Bearer, other: _Bearer) -> Comparison:
    if one.row and other.row:
        return Comparison(0.0, "two rows of the gazetteer")
    names = compare_bodies(one.name, other.name)
    if not one.countries & other.countries:
        return Comparison(0.0, "in articles on two countries")
    if 0 < names.score < SURE:  # any part of a name stands for it: "Berger" for "Berger junction"
        names = Comparison(0.6, names.why)
    return _in_context(names, one, other)


def _is_common(name: str) -> bool:
    """Whether every word of a body's name says what it is, so that there may be one in every country."""
    return all(map(is_common, body_name(name).words))


def _of_other_country(one: _Bearer, other: _Bearer) -> bool:
    """Whether two bodies that every state has are of two: the country in the name, else that of the articles."""
    first, second = (body_name(bearer.name).countries or bearer.countries for bearer in (one, other))
    of_state = any(OF_THE_STATE.intersection(body_name(bearer.name).words) for bearer in (one, other))
    return of_state and bool(first and second) and not first & second


def _in_context(names: Comparison, one: _Bearer, other: _Bearer) -> Comparison:
    """Names that agree are of one bearer where the articles have something in common; else it stays open."""
    if not names.score:
        return names
    if _near(one, other):
        return Comparison(names.score - LESS_IN_COMMON * (1 - _in_common(one, other)), names.why)
    return Comparison(min(names.score, 0.6), f"{names.why}; but the articles have no place or person in common")


def _near(one: _Bearer, other: _Bearer) -> bool:
    """Whether the articles speak of one town, region or person, or one country if neither is a person's lone name."""
    if one.places & other.places or one.company & other.company:
        return True
    lone = any(bearer.kind == "person" and _length(bearer) == 1 for bearer in (one, other))
    return not lone and bool(one.countries & other.countries)


def _in_common(one: _Bearer, other: _Bearer) -> float:
    """Share of the places and names around two bearers that are the same (Jaccard 1912)."""
    shared = len(one.places & other.places) + len(one.company & other.company)
    return shared / (len(one.places | other.places) + len(one.company | other.company) or 1)


def _days_apart(one: _Bearer, other: _Bearer) -> int:
    """Days between the nearest dates of the articles; 0 while one has none."""
    if not one.days or not other.days:
        return 0
    few, many = sorted((one.days, other.days), key=len)
    nearest = (many[max(0, at - 1) : at + 1] for at in (bisect_left(many, day) for day in few))
    return min(abs(day - near) for day, some in zip(few, nearest, strict=True) for near in some)


def _is_short(names: Comparison, one: _Bearer, other: _Bearer) -> bool:
    return SHORT <= names.score < SURE and _near(one, other) and _days_apart(one, other) <= NEAR_DAYS


def _short_forms(
    found: Mapping[Pair, Comparison], by_id: Mapping[str, _Bearer], group_of: Mapping[str, int]
) -> tuple[list[Pair], dict[Pair, str]]:
    """Pairs by which a group of short forms joins the one group it fits; those where several fit, with their names."""
    fits: defaultdict[int, dict[int, Pair]] = defaultdict(dict)
    equals: list[Pair] = []
    against = {(group_of[a], group_of[b]) for pair, c in found.items() if not c.score for a, b in (pair, pair[::-1])}
    for pair, names in sorted(found.items()):
        short, full = sorted((by_id[ref] for ref in pair), key=_length)
        ends = group_of[short.id], group_of[full.id]
        if not _is_short(names, short, full) or ends in against or ends[0] == ends[1]:
            continue
        if _length(short) == _length(full):
            equals.append(pair)
        else:
            fits[ends[0]].setdefault(ends[1], pair)
    chosen = [pair for pair in equals if not any(group_of[ref] in fits for ref in pair)]
    doubtful: dict[Pair, str] = {}
    for candidates in fits.values():
        best = _of_same_role(candidates, by_id) if len(candidates) > 1 else candidates
        if len(best) == 1:
            chosen += best.values()
        else:
            names = sorted({max((by_id[ref] for ref in pair), key=_length).name for pair in best.values()})
            doubtful |= dict.fromkeys(best.values(), f"may be any of {', '.join(names)}")
    return chosen, doubtful


def _of_same_role(candidates: Mapping[int, Pair], by_id: Mapping[str, _Bearer]) -> Mapping[int, Pair]:
    """The candidates with a word of the role of the short form, if there are any."""
    same = {n: pair for n, pair in candidates.items() if by_id[pair[0]].roles & by_id[pair[1]].roles}
    return same or candidates


def _length(bearer: _Bearer) -> int:
    name = bearer.name
    return len(person_name(name).words if bearer.kind == "person" else body_name(name).words)


def _joined(groups: Sequence[Sequence[str]], chosen: Iterable[Pair], apart: Iterable[Pair]) -> list[list[str]]:
    """The groups with short forms in them, one pair after another, unless that brings together what is refused."""
    group_of = {member: whole for whole in map(set, groups) for member in whole}
    enemies = opponents(apart)
    for one, other in sorted(chosen):
        ours, theirs = group_of[one], group_of[other]
        if ours is not theirs and all(enemies[member].isdisjoint(theirs) for member in ours):
            ours |= theirs
            group_of |= dict.fromkeys(theirs, ours)
    return sorted({id(group): sorted(group) for group in group_of.values()}.values())


def _group(bearers: Sequence[_Bearer]) -> EntityGroup:
    entities = [entity for bearer in bearers for entity in bearer.entities]
    kinds: tuple[EntityKind, ...] = ("person", "organisation", "place", "group")  # in doubt the first
    kind = max(kinds, key=lambda kind: sum(entity.kind == kind for entity in entities))
    names = Counter(entity.name for entity in entities if entity.kind == kind)
    name = min(names, key=lambda name: (-len(name.split()), -names[name], name))
    return EntityGroup(kind, name, tuple(sorted(ref for bearer in bearers for ref in bearer.refs)))


def _within(bearers: Iterable[_Bearer]) -> Iterator[Judgement]:
    """Why the entities of a bearer are one."""
    for bearer in bearers:
        why = "same row of the gazetteer" if bearer.row else "same name in articles on the same country"
        for ref in bearer.refs[1:]:
            yield judged(bearer.id, ref, "positive", 1.0 if bearer.row else 0.98, why)


def _judgements(
    found: Mapping[Pair, Comparison], groups: Iterable[Sequence[str]], doubtful: Mapping[Pair, str]
) -> Iterator[Judgement]:
    """A judgement on every pair that was joined or that somebody might have joined: names that agree in part."""
    group_of = {member: n for n, group in enumerate(groups) for member in group}
    for pair, names in found.items():
        if group_of[pair[0]] == group_of[pair[1]]:
            if names.score:
                yield judged(*pair, "positive", names.score, names.why)
        elif pair in doubtful:
            yield judged(*pair, "unsure", names.score, f"{names.why}; {doubtful[pair]}")
        elif names.score >= SHORT:
            yield judged(*pair, "unsure", names.score, names.why)
        elif names.refused:
            yield judged(*pair, "negative", names.score, names.why)
