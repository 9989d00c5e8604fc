"""What a claim counts: how many took part, were arrested, injured or killed in an incident, and on whose side.

Two figures are about one fact when they measure the same, whether they agree or not. A figure of a part ("six of those
held") and one of things are no measure of the incident.
"""

import re
from functools import cache
from typing import NamedTuple

from graph_schema.codebook import load_codebook
from ingest.joining.reported_claims import ReportedClaim
from ingest.nlp.lexicon import human_nouns

CASUALTIES = frozenset({"death", "injury"})
CROWD = "crowd"  # what figures of these kinds measure
CROWDS = frozenset({"participants", "protest", "march", "blockade", "strike", "riot"})
# Acts that an incident has one of: reports of it are of one fact whatever their words.
ACTS = frozenset({
    "shooting", "internet_shutdown", "detention_conditions", "vandalism", "blockade", "riot", "concession", "strike",
})  # fmt: skip
NOT_TOLD_AS_DONE = frozenset({"planned", "hypothetical", "demanded"})
STAND_FOR_PEOPLE = frozenset({"people", "body", "coffin", "name", "death", "fatality", "arrest", "detention", "injury"})
MOST_TIMES = 50  # estimates of one crowd differ by less, chosen on the development gold
SOON = 4  # words from a number to the noun it counts: "15 of its riot officers"
PART = re.compile(r"\W*of\s+(?:them|those|these|whom|the)\b", re.IGNORECASE)
COUNTED_BEFORE = re.compile(
    r"\b(?:number|toll|dead|killed|injured|wounded|hurt)\s+(?:of|among)\s+(?P<who>.*)", re.IGNORECASE
)


class Measure(NamedTuple):
    """What is counted, and whether it is the state's own people."""

    what: str
    authority: bool


def measure(claim: ReportedClaim) -> Measure | None:
    """What a claim's figure measures, or the total it denies ("nobody was hurt"); None when it measures nothing."""
    what = claim.kind if claim.kind in {*CASUALTIES, "arrest"} else CROWD if claim.kind in CROWDS else None
    if what is None or claim.stance in NOT_TOLD_AS_DONE:
        return None
    if not claim.counted:
        return Measure(what, authority=False) if claim.stance == "denied" and what != CROWD else None
    after = _after_count(claim)
    unit = _singular(claim.unit or "people")
    if PART.match(after) or not (unit in human_nouns() or unit in STAND_FOR_PEOPLE or unit in _authority()):
        return None
    return Measure(what, what in CASUALTIES and (unit in _authority() or _of_authority(claim.text, after)))


def far_apart(one: ReportedClaim, other: ReportedClaim) -> bool:
    """Whether one figure is so many times the other that the smaller must be of a part. None is no part."""
    least, most = sorted((one.figure, other.figure))
    return least > 0 and most > MOST_TIMES * least


def _after_count(claim: ReportedClaim) -> str:
    words = claim.count_words or ""
    at = claim.text.find(words) if words else -1
    return claim.text[at + len(words) :] if at >= 0 else claim.text


def _of_authority(text: str, after: str) -> bool:
    before = COUNTED_BEFORE.search(text)
    near = after.split()[:SOON] + (before["who"].split()[:SOON] if before else [])
    return any(_singular(word.strip(".,;:'’\"“”").lower()) in _authority() for word in near)


@cache
def _authority() -> frozenset[str]:
    return load_codebook().classes["authority"]


def _singular(noun: str) -> str:
    if noun.endswith("men"):
        return f"{noun[:-3]}man"
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    return noun[:-1] if noun.endswith("s") else noun
