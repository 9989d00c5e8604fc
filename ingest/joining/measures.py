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
ACTS = frozenset({"shooting", "internet_shutdown", "blockade", "strike", "vandalism"})
NOT_TOLD_AS_DONE = frozenset({"planned", "hypothetical", "demanded"})
STAND_FOR_PEOPLE = frozenset({"people", "body", "coffin", "name", "death", "fatality", "arrest", "detention", "injury"})
SOON = 4  # words from a number to the noun it counts: "15 of its riot officers"
PART = re.compile(r"\W*of\s+(?:them|those|these|whom|the)\b", re.IGNORECASE)
# Beside others that were counted before ("a further 60"), or by one of many ("his bus alone had carried 42").
BESIDE = re.compile(r"\b(?:further|another|additional)\W+(?:\w+\W+){0,2}$", re.IGNORECASE)
ONE_ALONE = re.compile(r"\W*(?:his|her|its|our|my|one)\b[\w\s]*\balone\b", re.IGNORECASE)
# What is denied without these is no total: "she died of an illness".
NONE_AT_ALL = re.compile(r"\b(?:no|nobody|none|nor|never|any|anyone|anybody|zero|without)\b", re.IGNORECASE)
# Who speaks so of those hurt commands them.
OWN_MEN = re.compile(r"\W*of\s+(?:his|her|its|our|their)\s+(?:own\s+)?men\b", re.IGNORECASE)
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
        none_at_all = claim.stance == "denied" and what != CROWD and NONE_AT_ALL.search(claim.text)
        return Measure(what, authority=False) if none_at_all else None
    before, after = _around_count(claim)
    if PART.match(after) or BESIDE.search(before) or ONE_ALONE.match(before) or not _of_people(claim):
        return None
    return Measure(what, what in CASUALTIES and _of_authority(claim, after))


def _around_count(claim: ReportedClaim) -> tuple[str, str]:
    words = claim.count_words or ""
    at = claim.text.find(words) if words else -1
    return (claim.text[:at], claim.text[at + len(words) :]) if at >= 0 else ("", claim.text)


def _of_people(claim: ReportedClaim) -> bool:
    unit = claim.unit or "people"
    return _singular(unit) in human_nouns() or _singular(unit) in STAND_FOR_PEOPLE or is_authority(unit)


def _of_authority(claim: ReportedClaim, after: str) -> bool:
    if is_authority(claim.unit or "people") or OWN_MEN.match(after):
        return True
    before = COUNTED_BEFORE.search(claim.text)
    near = after.split()[:SOON] + (before["who"].split()[:SOON] if before else [])
    return any(is_authority(word.strip(".,;:'’\"“”").lower()) for word in near)


def is_authority(noun: str) -> bool:
    """Whether a word, in lower case, is one for the state's own people or their bodies ("officers", "police")."""
    return _singular(noun) in _authority()


@cache
def _authority() -> frozenset[str]:
    return load_codebook().classes["authority"]


def _singular(noun: str) -> str:
    if noun.endswith("men"):
        return f"{noun[:-3]}man"
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    return noun[:-1] if noun.endswith("s") else noun
