"""Claims of several voices on one fact of an incident, whether they agree on it or not.

Two claims of an incident speak of the same fact when they measure the same (`measures`), when they report the same act,
or when they share their wording; groups come from average linkage over such pairs (`clusters`). Denials join the group
of the claim that they answer (`denials`). Claims that repeat another article's words (`repeats`) take no part in this
and go where their originals go.

Which incident a claim is of is read wrong more often than what it says. Claims of one kind in two articles are
therefore held against each other without a common incident too, where they share a place, or tell of one act in one
country in like words; not crowds, of which a place has many. A claim added later only touches the findings of claims
that it is linked to in this way, directly or through others.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from ingest.joining.clusters import Pair, clusters
from ingest.joining.contradictions import Contradiction, contradictions
from ingest.joining.copies import Copy
from ingest.joining.denials import place_denials
from ingest.joining.measures import ACTS, CROWD, Measure, far_apart, measure
from ingest.joining.origins import Origin, origins
from ingest.joining.repeats import repeats
from ingest.joining.reported_claims import ReportedClaim, in_order
from ingest.joining.wording import likeness, words

# Kinds that an incident has many of, each fact with words of its own.
MANY = frozenset({"protest", "march", "statement", "force", "concern", "clash", "arrest", "demand"})
# Points of a pair, chosen on the development gold: F1 of pairs .67 on annotated claims, .46 on read ones; .65 and .46
# where each topic is left out of the choice.
THRESHOLD = 0.36  # mean over the pairs of a group
SAME_ACT, SAME_KIND, OTHER_KIND = 0.5, 0.2, -0.3
WORDING = 0.75  # at full likeness
ONE_DENIED = 0.2
# Without a common incident: points of figures of one measure, least likeness of words on one act, most days apart of
# claims that give their day and of others.
MEASURED_APART, ACT_IN_WORDS = 0.5, 0.35
NEXT_DAY, NEAR = timedelta(days=1), timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact and all claims on it, those of copies too.

    `text` has the words of its clearest claim; `low` and `high` span what is told as so, None where open or not
    counted. `outlets` are all that report it, `origins` who it goes back to. Ids and names are sorted.
    """

    claims: tuple[str, ...]
    incident: str
    text: str
    kind: str
    low: int | None
    high: int | None
    outlets: tuple[str, ...]
    origins: tuple[Origin, ...]
    why: str


def find(claims: Iterable[ReportedClaim], copies: Iterable[Copy]) -> tuple[list[Finding], list[Contradiction]]:
    """All findings and contradictions, sorted; the same for any order of claims and copies.

    A finding has claims of two articles that are no copies of each other, or two that measure the same, and is of the
    incident of most of them; claims that have none make no finding.
    """
    given = in_order(claims)
    by_id = {claim.id: claim for claim in given}
    repeated = repeats(given, copies)
    echoes: defaultdict[str, list[ReportedClaim]] = defaultdict(list)
    for claim, original in repeated.items():
        echoes[original].append(by_id[claim])
    found: list[Finding] = []
    disputed: list[Contradiction] = []
    for group in same_fact([claim for claim in given if claim.id not in repeated]):
        disputed += contradictions(group)
        incident = _commonest(claim.incident for claim in group if claim.incident is not None)
        if incident is not None and _is_finding(group):
            found.append(_finding(incident, group, echoes))
    return sorted(found, key=lambda one: one.claims), sorted(disputed, key=lambda one: (one.one, one.other))


def same_fact(claims: Sequence[ReportedClaim]) -> list[list[ReportedClaim]]:
    """Groups of claims that speak of the same fact; single ones are left out."""
    by_id = {claim.id: claim for claim in claims}
    measures = {claim.id: measure(claim) for claim in claims}
    told = [claim for claim in claims if claim.kind != "denial"]
    scores: dict[Pair, float] = {}
    apart: list[Pair] = []
    for one, other in _compared(told):
        points = _points(one, other, measures)
        if points is None:
            apart.append((one.id, other.id))
        elif points > 0:
            scores[one.id, other.id] = min(1.0, points)
    groups = [list(group) for group in clusters([claim.id for claim in told], scores, THRESHOLD, apart)]
    of_incident: defaultdict[str, list[ReportedClaim]] = defaultdict(list)
    for claim in claims:
        if claim.incident is not None:
            of_incident[claim.incident].append(claim)
    for together in of_incident.values():
        place_denials(together, groups)
    return [[by_id[claim] for claim in sorted(group)] for group in groups if len(group) > 1]


def _compared(told: Sequence[ReportedClaim]) -> list[tuple[ReportedClaim, ReportedClaim]]:
    """All pairs of an incident, and those without one in common that may be of one; in order of their ids."""
    filed: defaultdict[tuple[str, ...], list[ReportedClaim]] = defaultdict(list)
    for claim in in_order(told):
        for key in _keys(claim):
            filed[key].append(claim)
    met = {
        (one.id, other.id): (one, other)
        for claims in filed.values()
        for one, other in combinations(claims, 2)
        if one.in_incident_of(other) or _may_be_of_one(one, other)
    }
    return [met[pair] for pair in sorted(met)]


def _keys(claim: ReportedClaim) -> Iterator[tuple[str, ...]]:
    """What a claim is filed under; those that share nothing here are never compared."""
    if claim.incident is not None:
        yield ("incident", claim.incident)
    for place in claim.places:
        yield ("place", claim.kind, place)
    if claim.kind in ACTS and claim.country is not None:
        for word in words(claim.text) | words(claim.sentence):
            yield ("word", claim.kind, claim.country, word)


def _may_be_of_one(one: ReportedClaim, other: ReportedClaim) -> bool:
    """Whether two claims of one kind, of which one incident at least may be wrong, are of one nevertheless."""
    if one.article == other.article or not _near(one, other):
        return False
    if not set(one.places).isdisjoint(other.places):
        return True
    return one.kind in ACTS and likeness(one, other) >= ACT_IN_WORDS


def _near(one: ReportedClaim, other: ReportedClaim) -> bool:
    """Whether the days told allow for one incident: those that only the text around a claim gives are often wrong."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return True
    gap = date.fromisoformat(max(one.first, other.first)) - date.fromisoformat(min(one.last, other.last))
    return gap <= (NEXT_DAY if one.dated and other.dated else NEAR)


def _points(one: ReportedClaim, other: ReportedClaim, measures: Mapping[str, Measure | None]) -> float | None:
    """How much speaks for one fact; None when they measure two."""
    ours, theirs = measures[one.id], measures[other.id]
    if ours and theirs:
        if ours != theirs or far_apart(one, other):
            return None
        return 1.0 if one.in_incident_of(other) else 0.0 if ours.what == CROWD else MEASURED_APART
    points = WORDING * likeness(one, other) + ONE_DENIED * (one.denied != other.denied)
    if one.kind != other.kind:
        return points + OTHER_KIND
    return points + (SAME_ACT if one.kind in ACTS else 0 if one.kind in MANY else SAME_KIND)


def _is_finding(group: Sequence[ReportedClaim]) -> bool:
    return len({claim.article for claim in group}) > 1 or any(measure(claim) for claim in group)


def _finding(incident: str, group: Sequence[ReportedClaim], echoes: Mapping[str, Sequence[ReportedClaim]]) -> Finding:
    echoed = [claim for original in group for claim in echoes.get(original.id, ())]
    everywhere = in_order([*group, *echoed])
    so = [claim for claim in group if not claim.denied and claim.stance != "conflicting"] or list(group)
    kind = _commonest(claim.kind for claim in so) or so[0].kind
    measured = [claim for claim in so if claim.kind == kind and claim.counted and measure(claim)]
    lows, highs = [claim.low for claim in measured], [claim.high for claim in measured]
    known_lows, known_highs = [low for low in lows if low is not None], [high for high in highs if high is not None]
    clearest = min(measured or so, key=lambda claim: (claim.speaker is None, -len(claim.text), claim.id))
    return Finding(
        claims=tuple(claim.id for claim in everywhere),
        incident=incident,
        text=clearest.text,
        kind=kind,
        low=min(known_lows) if len(known_lows) == len(lows) and lows else None,
        high=max(known_highs) if len(known_highs) == len(highs) and highs else None,
        outlets=tuple(sorted({claim.outlet for claim in everywhere})),
        origins=origins(group),
        why=_why(group, kind, echoed, counted=bool(measured)),
    )


def _why(group: Sequence[ReportedClaim], kind: str, echoed: Sequence[ReportedClaim], *, counted: bool) -> str:
    articles = len({claim.article for claim in group})
    shared = "give or deny its number" if counted else "tell of it as one act, in like words or in denial"
    copied = f"; {len(echoed)} more repeat them word for word" if echoed else ""
    return f"{kind} in one incident: {len(group)} claims of {articles} article{'s' * (articles > 1)} {shared}{copied}"


def _commonest(values: Iterable[str]) -> str | None:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value), default=None)
