"""Claims on one fact that cannot well both be so: other figures, a denial, another day.

Two voices that disagree on a fact do so once, however often they repeat it, but for each two figures of theirs: a pair
of claims that stands in one article is taken before one across articles, then the likest in words. A voice that gives
another account in another article contradicts itself. Other places are no basis: claims on one fact share an incident,
and so its place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from ingest.joining.denials import REACH, answered
from ingest.joining.figures import at_odds
from ingest.joining.measures import ACTS, CASUALTIES, measure
from ingest.joining.origins import relays
from ingest.joining.reported_claims import ReportedClaim, in_order
from ingest.joining.wording import likeness

# Likeness, chosen on the development gold: of two days for one act, as other words are of other acts.
LIKE_ENOUGH = 0.2
# Kinds of which an incident has one or a total: who says there was none denies it in any words.
ONE_OR_TOTAL = ACTS | CASUALTIES | {"arrest"}
Basis = Literal["count", "polarity", "date"]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims by id (`one` the lower) that disagree in `basis`; `score` from 0 to 1, and why in words."""

    one: str
    other: str
    basis: Basis
    score: float
    why: str


def contradictions(claims: Sequence[ReportedClaim]) -> list[Contradiction]:
    """The disagreements among claims on one fact that repeat no other article's words, sorted by id."""
    by_id = {claim.id: claim for claim in in_order(claims)}

    def order(found: Contradiction) -> tuple[bool, float, str, str]:
        return by_id[found.one].article != by_id[found.other].article, -found.score, found.one, found.other

    kept: dict[tuple[frozenset[str], frozenset[int], Basis], Contradiction] = {}
    for found in sorted(_all(list(by_id.values())), key=order):
        one, other = by_id[found.one], by_id[found.other]
        dispute = frozenset((one.voice, other.voice)), frozenset((one.figure, other.figure)), found.basis
        kept.setdefault(dispute, found)
    return sorted(kept.values(), key=lambda c: (c.one, c.other))


def _all(claims: Sequence[ReportedClaim]) -> Iterator[Contradiction]:
    told = [claim for claim in claims if claim.kind != "denial"]
    for one, other in combinations(told, 2):
        found = _between(one, other)
        if found is not None:
            yield Contradiction(one.id, other.id, *found)
    for denial in claims:
        if denial.kind != "denial":
            continue
        others = {one.id: one for one in told if one.voice != denial.voice and not one.denied}
        for claim in answered([denial], list(others.values())).values():
            one, other = sorted((denial.id, claim))
            score = likeness(denial, others[claim])
            yield Contradiction(one, other, "polarity", score, "one answers the other with a denial")


def _between(one: ReportedClaim, other: ReportedClaim) -> tuple[Basis, float, str] | None:
    """What two claims on one fact, neither of them only a denial, disagree in."""
    if measure(one) and measure(other):
        return _figures(one, other)
    if one.kind != other.kind:
        return None
    like = likeness(one, other)
    if one.denied != other.denied and not _of_one_account(one, other):
        if like >= LIKE_ENOUGH or _beside(one, other) or (one.kind in ONE_OR_TOTAL and not _narrated(one, other)):
            return "polarity", like, f"one tells of {one.kind}, the other says there was none"
    elif one.kind in ACTS and one.stance == other.stance and like >= LIKE_ENOUGH and _days_apart(one, other):
        return "date", like, f"told of {one.first} and of {other.first}"
    return None


def _figures(one: ReportedClaim, other: ReportedClaim) -> tuple[Basis, float, str] | None:
    doubted = [claim for claim in (one, other) if claim.denied or claim.stance == "conflicting"]
    if not doubted:
        passed_on = relays(one) or relays(other)  # figures that others gave
        disputed = not passed_on and not _of_one_account(one, other) and at_odds(one, other)
        return ("count", 1.0, f"{_figure(one)} against {_figure(other)}") if disputed else None
    firm = other if doubted[0] is one else one
    if len(doubted) > 1 or firm.low == firm.high == 0 or _of_one_account(one, other):
        return None
    if not doubted[0].counted or doubted[0].high == 0:
        return "polarity", 1.0, f"{_figure(firm)} against none"
    if (doubted[0].low, doubted[0].high) == (firm.low, firm.high):
        return "count", 1.0, f"{_figure(firm)} is said not to be so"
    return None


def _figure(claim: ReportedClaim) -> str:
    if claim.low == claim.high:
        return str(claim.low)
    return f"up to {claim.high}" if claim.low is None else f"{claim.low} to {claim.high or 'more'}"


def _of_one_account(one: ReportedClaim, other: ReportedClaim) -> bool:
    """Whether a voice tells both in one article, where the second is a part of the first, or puts it right."""
    return one.voice == other.voice and one.article == other.article


def _narrated(one: ReportedClaim, other: ReportedClaim) -> bool:
    """Whether an outlet itself tells what is denied in another article: nobody there is known to answer it."""
    told = one if other.denied else other
    return one.article != other.article and told.speaker is None and told.channel is None


def _beside(one: ReportedClaim, other: ReportedClaim) -> bool:
    """Whether an article tells them one after the other."""
    return one.article == other.article and abs(one.position - other.position) <= REACH


def _days_apart(one: ReportedClaim, other: ReportedClaim) -> bool:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    return one.last < other.first or other.last < one.first
