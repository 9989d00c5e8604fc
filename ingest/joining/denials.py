"""Which claim a denial answers: one of its incident in like words, else what a voice has just said in its article.

Who denies seldom repeats what is denied ("They had phones in their hands"), but an article tells both side by side.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

from ingest.joining.clusters import clusters
from ingest.joining.measures import ACTS
from ingest.joining.reported_claims import ReportedClaim
from ingest.joining.wording import likeness

# Crowds are disputed by other figures; a denial beside them means something else.
SELDOM_DENIED = frozenset({"participants", "protest", "march"})
# What is denied in any words: of these an article tells few, and who is blamed answers.
ALLEGED = ACTS | {"accusation"}
REACH = 3  # sentences from what is said to its denial
# Likeness from which on a denial answers a claim, and two deny the same; chosen on the development gold.
ANSWERS = 0.5


def answered(denials: Sequence[ReportedClaim], claims: Sequence[ReportedClaim]) -> dict[str, str]:
    """The claim that each denial answers, by their ids, where one does.

    It is the one in the likest words, else the nearest of those told before it that another voice than the outlet's
    alleges. An accusation may be of anything, and is answered in a word of its own.
    """
    found = _likest(denials, claims, ANSWERS)
    for denial in denials:
        before = [(gap, claim.id) for claim in claims if (gap := _gap(claim, denial)) is not None]
        if denial.id not in found and before:
            found[denial.id] = min(before)[1]
    return found


def place_denials(claims: Sequence[ReportedClaim], groups: list[list[str]]) -> None:
    """Put each denial into the group of what it answers, else of a denial that is placed, else a new one.

    That is one in like words, or what the same voice has just denied.

    Args:
        claims: all of one incident.
        groups: the ids of those that are no denials, each in one group; changed in place.
    """
    denials = [claim for claim in claims if claim.kind == "denial"]
    group_of = {claim: group for group in groups for claim in group}
    placed = answered(denials, [claim for claim in claims if claim.kind not in {"denial", *SELDOM_DENIED}])
    _add(placed, group_of)
    rest = [denial for denial in denials if denial.id not in placed]
    _add(_gone_on(rest, [denial for denial in denials if denial.id in placed]), group_of)
    rest = [denial for denial in rest if denial.id not in group_of]
    _add(_likest(rest, [denial for denial in denials if denial.id in group_of], ANSWERS), group_of)
    alone = [denial for denial in rest if denial.id not in group_of]
    alike = {(one.id, other.id): likeness(one, other) for one, other in combinations(alone, 2)}
    groups += clusters([denial.id for denial in alone], alike, ANSWERS)


def _gap(claim: ReportedClaim, denial: ReportedClaim) -> int | None:
    """Sentences from an allegation to a denial that may answer it; None where it may not."""
    gap = denial.position - claim.position
    told_before = claim.article == denial.article and claim.id != denial.id and 0 <= gap <= REACH
    alleged = claim.kind in ALLEGED and not claim.denied and (claim.speaker or claim.channel)
    if claim.kind == "accusation" and likeness(claim, denial) == 0:
        return None
    return gap if told_before and alleged and claim.voice != denial.voice else None


def _add(placed: Mapping[str, str], group_of: dict[str, list[str]]) -> None:
    for denial, other in placed.items():
        group_of[other].append(denial)
    group_of |= {denial: group_of[other] for denial, other in placed.items()}


def _gone_on(denials: Sequence[ReportedClaim], placed: Sequence[ReportedClaim]) -> dict[str, str]:
    """For each denial what its voice denied in the sentence before, or in the same."""
    found: dict[str, str] = {}
    for denial in denials:
        before = [
            (denial.position - one.position, one.id)
            for one in placed
            if (one.article, one.voice) == (denial.article, denial.voice) and 0 <= denial.position - one.position <= 1
        ]
        if before:
            found[denial.id] = min(before)[1]
    return found


def _likest(denials: Sequence[ReportedClaim], claims: Sequence[ReportedClaim], least: float) -> dict[str, str]:
    """The claim in the likest words for each denial that has one of at least that likeness."""
    best = {
        denial.id: max(((likeness(denial, claim), claim.id) for claim in claims), default=(0.0, ""))
        for denial in denials
    }
    return {denial: claim for denial, (score, claim) in best.items() if score >= least}
