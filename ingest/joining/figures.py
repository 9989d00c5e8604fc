"""How the figures of two claims on one fact stand to each other: whether both can be meant.

Figures may differ without contradiction: what is rough ("about 24,000") allows for a little more or less, and a vague
word ("dozens") for any more.
"""

import re

from ingest.joining.reported_claims import ReportedClaim

MOST_TIMES = 50  # estimates of one crowd differ by less, chosen on the development gold
FAR = 2  # times: "at least 12" allows for 27, but who says so knew of no 27
ROUGHLY = 1.1  # times
ROUGH = re.compile(r"\b(?:about|around|some|roughly|nearly|almost|close|approximately)\b", re.IGNORECASE)
VAGUE = re.compile(r"\b(?:dozens|scores|hundreds|thousands|millions|several|few)\b", re.IGNORECASE)


def far_apart(one: ReportedClaim, other: ReportedClaim) -> bool:
    """Whether one figure is so many times the other that the smaller must be of a part. None is no part."""
    least, most = sorted((one.figure, other.figure))
    return least > 0 and most > MOST_TIMES * least


def overlap(one: ReportedClaim, other: ReportedClaim) -> bool:
    """Whether the intervals of two counts have a number in common; an open end has no limit."""
    return not (_below(one, other) or _below(other, one))


def at_odds(one: ReportedClaim, other: ReportedClaim) -> bool:
    """Whether two counts of one measure cannot well both be so."""
    least, most = sorted((one, other), key=lambda claim: claim.figure)
    if not overlap(one, other):
        rough = _is(ROUGH, one) or _is(ROUGH, other)
        return not _is(VAGUE, least) and (most.figure > ROUGHLY * least.figure or not rough)
    vague = _is(VAGUE, one) or _is(VAGUE, other)
    from_on = most.figure if most.low is None else most.low
    return one.voice != other.voice and not vague and 0 < FAR * least.figure <= from_on


def _below(one: ReportedClaim, other: ReportedClaim) -> bool:
    return one.high is not None and other.low is not None and one.high < other.low


def _is(sort: re.Pattern[str], claim: ReportedClaim) -> bool:
    return claim.count_words is not None and sort.search(claim.count_words) is not None
