"""Which claim a denial answers: one of its incident in like words."""

from collections.abc import Sequence
from itertools import combinations

from ingest.joining.clusters import clusters
from ingest.joining.reported_claims import ReportedClaim
from ingest.joining.wording import likeness

# Crowds are disputed by other figures; a denial beside them means something else.
SELDOM_DENIED = frozenset({"participants", "protest", "march"})
# Likeness from which on a denial answers a claim, and from which on two deny the same; chosen on what is read of the
# development gold: annotated denials would bear .2 (F1 of pairs .65 for .63), read ones are often none.
ANSWERS, SAME_DENIAL = 0.4, 0.5


def place_denials(claims: Sequence[ReportedClaim], groups: list[list[str]]) -> None:
    """Put each denial into the group of what it answers, else of a denial in like words that is placed, else a new one.

    Args:
        claims: all of one incident.
        groups: the ids of those that are no denials, each in one group; changed in place.
    """
    denials = [claim for claim in claims if claim.kind == "denial"]
    told = [claim for claim in claims if claim.kind != "denial"]
    group_of = {claim: group for group in groups for claim in group}
    answered = _likest(denials, [claim for claim in told if claim.kind not in SELDOM_DENIED], ANSWERS)
    for denial, claim in answered.items():
        group_of[claim].append(denial)
        group_of[denial] = group_of[claim]
    rest = [denial for denial in denials if denial.id not in answered]
    echoed = _likest(rest, [denial for denial in denials if denial.id in answered], SAME_DENIAL)
    for denial, other in echoed.items():
        group_of[other].append(denial)
    alone = [denial for denial in rest if denial.id not in echoed]
    alike = {(one.id, other.id): likeness(one, other) for one, other in combinations(alone, 2)}
    groups += clusters([denial.id for denial in alone], alike, SAME_DENIAL)


def _likest(denials: Sequence[ReportedClaim], claims: Sequence[ReportedClaim], least: float) -> dict[str, str]:
    """The claim in the likest words for each denial that has one of at least that likeness."""
    best = {
        denial.id: max(((likeness(denial, claim), claim.id) for claim in claims), default=(0.0, ""))
        for denial in denials
    }
    return {denial: claim for denial, (score, claim) in best.items() if score >= least}
