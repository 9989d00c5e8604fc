"""What a claim counts: how many took part, were arrested, injured or killed in an incident, and on whose side.

Two figures are about one fact when they measure the same, whether they agree or not. A figure of a part ("six of those
held"), of a day among many ("daily arrests") and one of things are no measure of the incident.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from graph_schema.codebook import load_codebook
from ingest.joining.reported_claims import ReportedClaim
from ingest.nlp.lexicon import human_nouns

CASUALTIES = frozenset({"death", "injury"})
CROWD = "crowd"  # what figures of these kinds measure
CROWDS = frozenset({"participants", "protest", "march", "blockade", "strike", "riot"})
# What an incident has one of, as how those held in it are treated: reports are of one fact whatever their words.
ACTS = frozenset({"shooting", "internet_shutdown", "blockade", "strike", "vandalism", "detention_conditions"})
NOT_TOLD_AS_DONE = frozenset({"planned", "hypothetical", "demanded"})
STAND_FOR_PEOPLE = frozenset({
    "people", "civilian", "body", "coffin", "name", "death", "fatality", "arrest", "detention", "injury",
})  # fmt: skip
SOON = 4  # words from a number to the noun it counts: "15 of its riot officers"
PART = re.compile(r"\W*of\s+(?:them|those|these|whom|the)\b", re.IGNORECASE)
# Beside others that were counted before ("a further 60"), or by one of many ("his bus alone had carried 42").
BESIDE = re.compile(r"\b(?:further|another|additional)\W+(?:\w+\W+){0,2}$", re.IGNORECASE)
RATE = re.compile(r"\b(?:daily|(?:per|each|every)\s+(?:hour|day|night|week))\b", re.IGNORECASE)
ONE_ALONE = re.compile(r"\W*(?:his|her|its|our|my|one)\b[\w\s]*\balone\b", re.IGNORECASE)
WHOLE_COUNTRY = re.compile(
    r"\b(?:(?:nation|country)-?wide|nationally|in the (?:whole|entire) (?:country|nation)"
    r"|(?:across|throughout|around) the (?:(?:whole|entire) )?(?:country|nation))\b",
    re.IGNORECASE,
)
# What is denied without these is no total: "she died of an illness".
NONE_AT_ALL = re.compile(r"\b(?:no|nobody|none(?!\s+of)|nor|never|any|anyone|anybody|zero|without)\b", re.IGNORECASE)
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
    if PART.match(after) or BESIDE.search(before) or ONE_ALONE.match(before) or RATE.search(claim.text):
        return None
    # officers beside a crowd ("3,200 officers guarding the site") took no part in it
    if not _of_people(claim) or (what == CROWD and _authority_counted(claim)):
        return None
    return Measure(what, what in CASUALTIES and _of_authority(claim, after))


def measures(claims: Sequence[ReportedClaim]) -> Mapping[str, Measure | None]:
    """What each claim measures, by its id, as far as its sentence shows that this is no part of another figure."""
    found = {claim.id: measure(claim) for claim in claims}
    largest: dict[tuple[str, int, str, Measure], int] = {}
    for claim in claims:
        if (what := found[claim.id]) is not None and not claim.denied:
            told = (claim.article, claim.position, claim.voice, what)
            largest[told] = max(claim.figure, largest.get(told, 0))
    for claim in claims:
        if (what := found[claim.id]) is not None and not claim.denied and claim.figure > 0:
            most = largest[claim.article, claim.position, claim.voice, what]
            found[claim.id] = what if claim.figure == most else None
    return found


def is_wider(one: ReportedClaim, other: ReportedClaim) -> bool:
    """Whether a larger figure is said to be of a whole country, and the other is not."""
    of_all, of_all_too = (WHOLE_COUNTRY.search(claim.text) is not None for claim in (one, other))
    return of_all and not of_all_too and one.figure > other.figure


def _around_count(claim: ReportedClaim) -> tuple[str, str]:
    words = claim.count_words or ""
    at = claim.text.find(words) if words else -1
    return (claim.text[:at], claim.text[at + len(words) :]) if at >= 0 else ("", claim.text)


def _of_people(claim: ReportedClaim) -> bool:
    counted = {_singular(word) for word in _counted(claim)}
    return not counted.isdisjoint(human_nouns().keys() | STAND_FOR_PEOPLE | _authority())


def _authority_counted(claim: ReportedClaim) -> bool:
    return any(is_authority(word) for word in _counted(claim))


def _counted(claim: ReportedClaim) -> list[str]:
    """The words for what is counted: "police and gendarmes" are several."""
    return (claim.unit or "people").split()


def _of_authority(claim: ReportedClaim, after: str) -> bool:
    if _authority_counted(claim) or OWN_MEN.match(after):
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
