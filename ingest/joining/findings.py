"""Claims of several voices on one fact of an incident, whether they agree on it or not.

Two claims of an incident speak of the same fact when they measure the same (`measures`), when they report the same act,
or when they share their wording; groups come from average linkage over such pairs (`clusters`). Denials join the group
of the claim that they answer (`denials`). Claims that repeat another article's words (`repeats`) take no part in this
and go where their originals go.

Which incident a claim is of is read wrong more often than what it says. Claims of one kind in two articles are
therefore held against each other without a common incident too, where they share a place, or tell of one act in one
country in like words; of crowds, of which a place has many, only those put at one figure. A claim added later only
touches the findings of claims that it is linked to in this way, directly or through others.
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
from ingest.joining.figures import at_odds, far_apart, overlap
from ingest.joining.measures import ACTS, CROWD, Measure, is_wider, measure, measures
from ingest.joining.origins import Origin, origins
from ingest.joining.repeats import repeats
from ingest.joining.reported_claims import ReportedClaim, in_order
from ingest.joining.wording import likeness, words

# Kinds that an incident has many of, each fact with words of its own.
MANY = frozenset({"protest", "march", "statement", "force", "concern", "clash", "arrest", "demand", "curfew"})
# Points of a pair, chosen on what is read of the development gold: F1 of pairs .54, as where each topic is left out of
# the choice. A logistic regression and boosted trees over these and forty more features, trained on the other seven
# topics, reached .44 at most where these reached .47.
THRESHOLD = 0.36  # mean over the pairs of a group
SAME_ACT, SAME_KIND, OTHER_KIND = 0.5, 0.2, -0.3
WORDING = 0.9  # at full likeness
ONE_DENIED = 0.2
# Without a common incident: least likeness of words on one act, most days apart of claims that give their day and of
# others.
ACT_IN_WORDS = 0.35
NEXT_DAY, NEAR = timedelta(days=1), timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Support:
    """A claim on a fact, by its id.

    `origin` is whom it goes back to, None where it only repeats another. It `agrees` with the clearest claim unless it
    gives another figure or denies it, and is `measured` where it agrees by its figure.
    """

    claim: str
    origin: Origin | None
    agrees: bool
    measured: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact and all claims on it, those of copies too, whether they agree or not.

    `clearest` is the claim, by its id, whose words `text` is and that has the `kind` of the fact. `outlets` are those
    that report it so, `low` and `high` span their figures, None where open or not counted. `origins` are all that
    speak of the fact. Ids and names are sorted.
    """

    incident: str
    clearest: str
    text: str
    kind: str
    low: int | None
    high: int | None
    outlets: tuple[str, ...]
    origins: tuple[Origin, ...]
    support: tuple[Support, ...]
    why: str

    @property
    def claims(self) -> tuple[str, ...]:
        """All claims on it, by id."""
        return tuple(one.claim for one in self.support)

    @property
    def agreed(self) -> tuple[Origin, ...]:
        """The origins of what agrees with `text`."""
        told_by = {one.origin.key for one in self.support if one.agrees and one.origin is not None}
        return tuple(origin for origin in self.origins if origin.key in told_by)


def find(claims: Iterable[ReportedClaim], copies: Iterable[Copy]) -> tuple[list[Finding], list[Contradiction]]:
    """All findings and contradictions, sorted; the same for any order of claims and copies.

    A finding has claims of two articles that are no copies of each other, two that measure the same, or one that
    another voice denies, and is of the incident of most of them; claims that have none make no finding.
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
    measured = measures(claims)
    told = [claim for claim in claims if claim.kind != "denial"]
    scores: dict[Pair, float] = {}
    apart: list[Pair] = []
    for one, other in _compared(told):
        points = _points(one, other, measured)
        if points is None:
            apart.append((one.id, other.id))
        elif points > 0:
            scores[one.id, other.id] = min(1.0, points)
    groups = [list(group) for group in clusters([claim.id for claim in told], scores, THRESHOLD, apart)]
    beside: defaultdict[str, list[ReportedClaim]] = defaultdict(list)
    for claim in claims:
        beside[claim.context].append(claim)
    for together in beside.values():
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
        if one.context == other.context or _may_be_of_one(one, other)
    }
    return [met[pair] for pair in sorted(met)]


def _keys(claim: ReportedClaim) -> Iterator[tuple[str, ...]]:
    """What a claim is filed under; those that share nothing here are never compared."""
    yield ("context", claim.context)
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
    return _gap(one, other) <= (NEXT_DAY if one.dated and other.dated else NEAR)


def _gap(one: ReportedClaim, other: ReportedClaim) -> timedelta:
    """From the end of the earlier claim's days to the beginning of the later one's; none where days are unknown."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return timedelta()
    return date.fromisoformat(max(one.first, other.first)) - date.fromisoformat(min(one.last, other.last))


def _points(one: ReportedClaim, other: ReportedClaim, measured: Mapping[str, Measure | None]) -> float | None:
    """How much speaks for one fact; None when they measure two."""
    ours, theirs = measured[one.id], measured[other.id]
    if ours and theirs:
        if ours != theirs or far_apart(one, other) or is_wider(one, other) or is_wider(other, one):
            return None
        if ours.what == CROWD and _gap(one, other) > NEXT_DAY:
            return None
        one_crowd = one.context == other.context or (one.low, one.high) == (other.low, other.high)
        return 1.0 if ours.what != CROWD or one_crowd else 0.0
    points = WORDING * likeness(one, other) + ONE_DENIED * (one.denied != other.denied)
    if one.kind != other.kind:
        return points + OTHER_KIND
    return points + (SAME_ACT if one.kind in ACTS else 0 if one.kind in MANY else SAME_KIND)


def _is_finding(group: Sequence[ReportedClaim]) -> bool:
    denied = len({claim.voice for claim in group}) > 1 and any(claim.kind == "denial" for claim in group)
    return denied or len({claim.article for claim in group}) > 1 or any(measure(claim) for claim in group)


def _finding(incident: str, group: Sequence[ReportedClaim], echoes: Mapping[str, Sequence[ReportedClaim]]) -> Finding:
    echoed = [claim for original in group for claim in echoes.get(original.id, ())]
    everywhere = in_order([*group, *echoed])
    clearest = _clearest(group)
    found = origins(group)
    origin_of = {claim: origin for origin in found for claim in origin.claims}
    support = tuple(
        Support(claim.id, origin_of.get(claim.id), (agrees := _agrees(claim, clearest)), agrees and _measured(claim))
        for claim in everywhere
    )
    by_id = {claim.id: claim for claim in everywhere}
    told = [by_id[one.claim] for one in support if one.measured]
    lows = [claim.low for claim in told if claim.low is not None]
    highs = [claim.high for claim in told if claim.high is not None]
    return Finding(
        incident=incident,
        clearest=clearest.id,
        text=clearest.text,
        kind=clearest.kind,
        low=min(lows) if lows and len(lows) == len(told) else None,
        high=max(highs) if highs and len(highs) == len(told) else None,
        outlets=tuple(sorted({by_id[one.claim].outlet for one in support if one.agrees})),
        origins=found,
        support=support,
        why=_why(group, clearest.kind, echoed, counted=_measured(clearest)),
    )


def _clearest(group: Sequence[ReportedClaim]) -> ReportedClaim:
    """Of what is told as so, by preference with a figure, what most voices agree on, then the longest of a speaker."""
    so = [claim for claim in group if not claim.denied and claim.stance != "conflicting"] or list(group)
    kind = _commonest(claim.kind for claim in so)
    named = [claim for claim in so if claim.kind == kind]
    candidates = [claim for claim in named if _measured(claim)] or named
    voices = {claim.id: len({one.voice for one in so if _agrees(one, claim)}) for claim in candidates}
    return min(candidates, key=lambda claim: (-voices[claim.id], claim.speaker is None, -len(claim.text), claim.id))


def _agrees(claim: ReportedClaim, clearest: ReportedClaim) -> bool:
    """Whether a claim on a fact says the same of it as its clearest one: a figure is only told by a like figure."""
    if claim.denied != clearest.denied:
        return False
    if not _measured(clearest):
        return True
    like = overlap(claim, clearest) and not at_odds(claim, clearest)
    return _measured(claim) and measure(claim) == measure(clearest) and like


def _measured(claim: ReportedClaim) -> bool:
    return claim.counted and claim.stance != "conflicting" and measure(claim) is not None


def _why(group: Sequence[ReportedClaim], kind: str, echoed: Sequence[ReportedClaim], *, counted: bool) -> str:
    articles = len({claim.article for claim in group})
    shared = "give or deny its number" if counted else "tell of it as one act, in like words or in denial"
    copied = f"; {len(echoed)} more repeat them word for word" if echoed else ""
    return f"{kind} in one incident: {len(group)} claims of {articles} article{'s' * (articles > 1)} {shared}{copied}"


def _commonest(values: Iterable[str]) -> str | None:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value), default=None)
