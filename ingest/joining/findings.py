"""Claims of several voices on one fact of an incident, whether they agree on it or not.

Within an incident two claims speak of the same fact when they measure the same (`measures`), when they report the same
act, or when they share their wording; groups come from average linkage over such pairs (`clusters`). Denials join the
group of the claim that they answer (`denials`). Claims that repeat another article's words (`repeats`) take no part in
this and go where their originals go.

All of it is computed for each incident by itself: an article added later only touches the incidents it speaks of.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from ingest.joining.clusters import Pair, clusters
from ingest.joining.contradictions import Contradiction, contradictions
from ingest.joining.copies import Copy
from ingest.joining.denials import place_denials
from ingest.joining.measures import ACTS, Measure, far_apart, measure
from ingest.joining.origins import Origin, origins
from ingest.joining.repeats import repeats
from ingest.joining.reported_claims import ReportedClaim, in_order
from ingest.joining.wording import likeness

# Kinds that an incident has many of, each fact with words of its own.
MANY = frozenset({"protest", "march", "statement", "force", "concern", "clash", "arrest", "demand"})
# Points of a pair, chosen on the development gold; leaving each topic out chose the same or a neighbour.
THRESHOLD = 0.38  # mean over the pairs of a group
SAME_ACT, SAME_KIND, OTHER_KIND = 0.4, 0.2, -0.3
WORDING = 0.8  # at full likeness
ONE_DENIED = 0.2


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

    A claim without an incident belongs to no finding. A finding has claims of two articles that are no copies of each
    other, or two that measure the same.
    """
    given = in_order(claims)
    by_id = {claim.id: claim for claim in given}
    repeated = repeats(given, copies)
    echoes: defaultdict[str, list[ReportedClaim]] = defaultdict(list)
    for claim, original in repeated.items():
        echoes[original].append(by_id[claim])
    by_incident: defaultdict[str, list[ReportedClaim]] = defaultdict(list)
    for claim in given:
        if claim.incident is not None and claim.id not in repeated:
            by_incident[claim.incident].append(claim)
    found: list[Finding] = []
    disputed: list[Contradiction] = []
    for incident, told in by_incident.items():
        for group in same_fact(told):
            disputed += contradictions(group)
            if _is_finding(group):
                found.append(_finding(incident, group, echoes))
    return sorted(found, key=lambda one: one.claims), sorted(disputed, key=lambda one: (one.one, one.other))


def same_fact(claims: Sequence[ReportedClaim]) -> list[list[ReportedClaim]]:
    """Groups of claims of one incident that speak of the same fact; single ones are left out."""
    by_id = {claim.id: claim for claim in claims}
    measures = {claim.id: measure(claim) for claim in claims}
    denials = [claim for claim in claims if claim.kind == "denial"]
    told = [claim for claim in claims if claim.kind != "denial"]
    scores: dict[Pair, float] = {}
    apart: list[Pair] = []
    for one, other in combinations(told, 2):
        points = _points(one, other, measures)
        if points is None:
            apart.append((one.id, other.id))
        elif points > 0:
            scores[one.id, other.id] = min(1.0, points)
    groups = [list(group) for group in clusters([claim.id for claim in told], scores, THRESHOLD, apart)]
    place_denials(denials, told, groups)
    return [[by_id[claim] for claim in sorted(group)] for group in groups if len(group) > 1]


def _points(one: ReportedClaim, other: ReportedClaim, measures: Mapping[str, Measure | None]) -> float | None:
    """How much speaks for one fact; None when they measure two."""
    measured = measures[one.id], measures[other.id]
    if all(measured):
        return 1.0 if measured[0] == measured[1] and not far_apart(one, other) else None
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
    kind = _commonest(so)
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


def _commonest(claims: Sequence[ReportedClaim]) -> str:
    kinds = Counter(claim.kind for claim in claims)
    return min(kinds, key=lambda kind: (-kinds[kind], kind))
