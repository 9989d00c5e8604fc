"""Which people, bodies, groups and places of many articles are the same.

What one article calls by one full name in one country, or resolved to one gazetteer row, is one bearer. Bearers whose
names differ meet by blocking keys and are judged by name and context. A lone surname or a short form joins the one
bearer near it that it fits; where two fit it joins neither and both pairs are for people to judge.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from graph_schema.model import EntityKind
from ingest.joining.articles import ReadArticle
from ingest.joining.clusters import Pair, clusters, decided, opponents
from ingest.joining.judgement import Judgement, judged
from ingest.joining.names import (
    OF_THE_STATE,
    Comparison,
    body_name,
    compare_bodies,
    compare_people,
    person_name,
    refused,
    spoken,
)
from ingest.joining.references import Reference, is_common_name, references_of, setting_of, united

SURE = 0.8  # least score of a pair that is the same by itself
SHORT = 0.45  # least score of a short form that joins the only bearer it fits
SAME_WORDS = 0.9  # least score of two names of bodies that have the same words
LESS_IN_COMMON = 0.04  # off the score of articles with little in common, so that of two bearers the nearer is surer
NEAR_DAYS = 92  # a short form stands for somebody in the news at that time


@dataclass(frozen=True, slots=True)
class EntityGroup:
    """One bearer: the ids of the references that stand for it, sorted; kind and name are those most articles give."""

    kind: EntityKind
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntityGroups:
    """Every reference in exactly one group; `examined` is the number of pairs that were compared."""

    groups: tuple[EntityGroup, ...]
    judgements: tuple[Judgement, ...]
    examined: int


def join_entities(articles: Sequence[ReadArticle]) -> list[EntityGroup]:
    """The entities of all articles by whom or what they stand for; the members are what `ReadArticle.ref` gives.

    Independent of the articles' order.
    """
    told = [
        (reference, article.ref(key))
        for article in articles
        for key, reference in references_of(article, setting_of(article.extraction)).items()
    ]
    refs: defaultdict[str, list[str]] = defaultdict(list)
    for reference, ref in told:
        refs[reference.id].append(ref)
    joined = group_references(united(reference for reference, _ in told))
    return sorted(
        (
            replace(group, members=tuple(sorted(ref for one in group.members for ref in refs[one])))
            for group in joined.groups
        ),
        key=lambda group: group.members,
    )


def group_references(
    references: Collection[Reference], together: Iterable[Pair] = (), apart: Iterable[Pair] = ()
) -> EntityGroups:
    """Group references, each id given once, by whom or what they stand for; the same groups for any order.

    Args:
        references: what is grouped.
        together: pairs of ids that people decided are the same; they are compared with others as one.
        apart: pairs that people decided are not the same. No pair decided about is judged again.
    """
    by_id = {reference.id: reference for reference in references}
    known = decided(by_id, together, apart)
    whole = {id_: as_one([by_id[member] for member in part]) for id_, part in known.parts.items()}
    pairs = [pair for pair in _pairs(whole.values()) if pair not in known.apart]
    found = {pair: compare(whole[pair[0]], whole[pair[1]]) for pair in pairs}
    sure = {pair: c.score for pair, c in found.items() if c.score >= SURE}
    enemies = [*known.apart, *(pair for pair, c in found.items() if c.score == 0)]
    first = clusters(sorted(whole), sure, SURE, enemies)
    group_of = {member: n for n, group in enumerate(first) for member in group}
    chosen, doubtful = _short_forms(found, whole, group_of, enemies)
    joined = _joined(first, chosen, enemies)
    judgements = sorted(_judgements(found, joined, doubtful), key=lambda j: (j.one, j.other))
    members = [[member for id_ in group for member in known.parts[id_]] for group in joined]
    groups = tuple(described([by_id[member] for member in group]) for group in members)
    return EntityGroups(groups, tuple(judgements), len(pairs))


def are_linked(one: Reference, other: Reference) -> bool:
    """Whether it depends on one reference what the other stands for: they may be the same.

    A name that does not say enough by itself means somebody in the news at the time, so years apart it means nothing.
    """
    score = compare(one, other).score
    return score >= SURE or (score >= SHORT and _days_apart(one, other) <= NEAR_DAYS)


def as_one(references: Sequence[Reference]) -> Reference:
    """References that people decided are the same, under the lowest id and with the kind of what is surest."""
    first = min(references, key=lambda one: (one.place is None, one.id))
    uses = tuple(use for one in references for use in one.uses)
    return replace(first, id=min(one.id for one in references), uses=uses)


def _pairs(references: Iterable[Reference]) -> list[Pair]:
    blocks: defaultdict[str, set[str]] = defaultdict(set)
    for reference in references:
        for key in reference.keys:
            blocks[key].add(reference.id)
    return sorted({pair for block in blocks.values() for pair in combinations(sorted(block), 2)})


def compare(one: Reference, other: Reference) -> Comparison:
    """How likely two references are of one bearer; 0 where they cannot be."""
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


def _compare_organisations(one: Reference, other: Reference) -> Comparison:
    best = max((compare_bodies(a, b) for a in one.names for b in other.names), key=lambda c: (c.score, c.why))
    if best.score and _of_other_country(one, other):
        return refused("bodies of a state, in articles on two countries")
    if best.score >= SAME_WORDS and not any(is_common_name(bearer.name) for bearer in (one, other)):
        return best  # Amnesty International is the same in every country
    return _in_context(best, one, other)


def _compare_kinds(one: Reference, other: Reference) -> Comparison:
    """A name that was read as a person here and a body there is one name all the same; gazetteer rows are certain."""
    if "group" in {one.kind, other.kind} or one.place or other.place:
        return Comparison(0.0, f"a {one.kind} and a {other.kind}")
    if spoken(one.name) != spoken(other.name):
        return _in_context(_misread_surname(one, other), one, other)
    if not _near(one, other):
        return Comparison(0.4, f"same name, but a {one.kind} here, a {other.kind} there, and nothing in common")
    return Comparison(0.85, f"same name, read as a {one.kind} here and a {other.kind} there")


def _misread_surname(one: Reference, other: Reference) -> Comparison:
    """A lone surname is at times read as a place that no gazetteer has."""
    short, full = sorted((one, other), key=_length)
    if (short.kind, full.kind) != ("place", "person") or _length(short) == _length(full):
        return Comparison(0.0, f"a {one.kind} and a {other.kind}")
    return compare_people(short.name, full.name)


def _compare_places(one: Reference, other: Reference) -> Comparison:
    if one.place and other.place:
        return Comparison(0.0, "two rows of the gazetteer")
    names = compare_bodies(one.name, other.name)
    if not one.countries & other.countries:
        return Comparison(0.0, "in articles on two countries")
    if 0 < names.score < SURE:  # any part of a name stands for it: "Berger" for "Berger junction"
        names = Comparison(0.6, names.why)
    return _in_context(names, one, other)


def _of_other_country(one: Reference, other: Reference) -> bool:
    """Whether two bodies that every state has are of two: the country in the name, else that of the articles."""
    first, second = (body_name(bearer.name).countries or bearer.countries for bearer in (one, other))
    of_state = any(OF_THE_STATE.intersection(body_name(bearer.name).words) for bearer in (one, other))
    return of_state and bool(first and second) and not first & second


def _in_context(names: Comparison, one: Reference, other: Reference) -> Comparison:
    """Names that agree are of one bearer where the articles have something in common; else it stays open."""
    if not names.score:
        return names
    if _near(one, other):
        return Comparison(names.score - LESS_IN_COMMON * (1 - _in_common(one, other)), names.why)
    return Comparison(min(names.score, 0.6), f"{names.why}; but the articles have no place or person in common")


def _near(one: Reference, other: Reference) -> bool:
    """Whether the articles speak of one town, region or person, or one country if neither is a person's lone name."""
    if one.places & other.places or one.company & other.company:
        return True
    lone = any(bearer.kind == "person" and _length(bearer) == 1 for bearer in (one, other))
    return not lone and bool(one.countries & other.countries)


def _in_common(one: Reference, other: Reference) -> float:
    """Share of the places and names around two bearers that are the same (Jaccard 1912)."""
    shared = len(one.places & other.places) + len(one.company & other.company)
    return shared / (len(one.places | other.places) + len(one.company | other.company) or 1)


def _days_apart(one: Reference, other: Reference) -> int:
    """Days between the nearest dates of the articles; 0 while one has none."""
    if not one.days or not other.days:
        return 0
    few, many = sorted((one.days, other.days), key=len)
    nearest = (many[max(0, at - 1) : at + 1] for at in (bisect_left(many, day) for day in few))
    return min(abs(day - near) for day, some in zip(few, nearest, strict=True) for near in some)


def _is_short(names: Comparison, one: Reference, other: Reference) -> bool:
    return SHORT <= names.score < SURE and _near(one, other) and _days_apart(one, other) <= NEAR_DAYS


def _short_forms(
    found: Mapping[Pair, Comparison],
    by_id: Mapping[str, Reference],
    group_of: Mapping[str, int],
    apart: Iterable[Pair],
) -> tuple[list[Pair], dict[Pair, str]]:
    """Pairs by which a group of short forms joins the one group it fits; those where several fit, with their names."""
    fits: defaultdict[int, dict[int, Pair]] = defaultdict(dict)
    equals: list[Pair] = []
    against = {(group_of[a], group_of[b]) for pair in apart for a, b in (pair, pair[::-1])}
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


def _of_same_role(candidates: Mapping[int, Pair], by_id: Mapping[str, Reference]) -> Mapping[int, Pair]:
    """The candidates with a word of the role of the short form, if there are any."""
    same = {n: pair for n, pair in candidates.items() if by_id[pair[0]].roles & by_id[pair[1]].roles}
    return same or candidates


def _length(bearer: Reference) -> int:
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


def described(references: Collection[Reference]) -> EntityGroup:
    """Some references, at least one, as one bearer; the same for any order."""
    kinds: tuple[EntityKind, ...] = ("person", "organisation", "place", "group")  # in doubt the first
    if any(one.place for one in references):
        kind: EntityKind = "place"
    else:
        kind = max(kinds, key=lambda kind: sum(len(one.uses) for one in references if one.kind == kind))
    uses = [use.name for one in references if one.kind == kind for use in one.uses]
    names = Counter(uses or [one.name for one in references if one.kind == kind])
    name = min(names, key=lambda name: (-len(name.split()), -names[name], name))
    return EntityGroup(kind, name, tuple(sorted(one.id for one in references)))


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
