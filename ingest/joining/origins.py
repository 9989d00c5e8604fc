"""Who a fact goes back to: the ultimate speakers behind the claims on it, each counted once.

The end of a chain counts, not who passes it on: what an agency says through ten outlets has one origin. An entity is
the origin of what it says, under any of its names, and of what its spokesman says. An outlet is the origin of what it
tells itself, unless its chain names another, or it only repeats the figure that a voice in the same article gives.
Speakers without a name ("eyewitnesses") of two articles are two origins, but for bodies ("the police"), and one who
gives the very figure of another ("officials") is not shown to be one. Reports of others' reports are none where there
is another, nor is a pronoun that the reader found nobody for where another voice speaks in its article.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from graph_schema.ids import fold_name
from ingest.joining.figures import overlap
from ingest.joining.reported_claims import ReportedClaim, in_order

# Words of channels that only pass on what others said.
RELAYS = frozenset({
    "report", "reports", "rumour", "rumours", "rumor", "rumors", "media", "press", "posts", "accounts", "claim",
    "claims",
})  # fmt: skip
# Who it is that they stand for was not found: most often one who speaks beside them, if any does.
PRONOUNS = frozenset({"he", "she", "it", "they", "who", "one", "some", "others"})
# Of which a country has one, so that two articles mean the same.
BODIES = frozenset({"police", "army", "military", "government", "authorities", "gendarmerie"})
SPOKESMAN = "spokes"


@dataclass(frozen=True, slots=True)
class Origin:
    """An independent origin: `key` tells it from others, `name` is for people, `claims` go back to it."""

    key: str
    name: str
    claims: tuple[str, ...]


def origins(claims: Sequence[ReportedClaim]) -> tuple[Origin, ...]:
    """The origins of claims that repeat no other article's words, sorted by key; at least one."""
    own = in_order(claims)
    outlets = {fold_name(claim.outlet) for claim in own}
    told = [claim for claim in own if _is_firm(claim, own)] or own[:1]
    found = {claim.id: _origin(claim, outlets) for claim in told}
    bodies = {
        found[claim.id][0]: found[body.id]
        for claim in told
        if SPOKESMAN in claim.sentence
        for body in told
        if _is_spokesman(claim, body)
    }
    joined: dict[str, tuple[str, list[str]]] = {}
    for claim in told:
        key, name = bodies.get(found[claim.id][0], found[claim.id])
        joined.setdefault(key, (name, []))[1].append(claim.id)
    return tuple(Origin(key, name, tuple(ids)) for key, (name, ids) in sorted(joined.items()))


def relays(claim: ReportedClaim) -> bool:
    """Whether a claim's speaker, who has no name, only passes on what others said ("press reports")."""
    return claim.channel is not None and not RELAYS.isdisjoint(fold_name(claim.channel).split())


def _origin(claim: ReportedClaim, outlets: Collection[str]) -> tuple[str, str]:
    """Key and name; an entity with the name of an outlet is that outlet."""
    if claim.speaker is not None:
        name = claim.speaker_name or claim.speaker
        return fold_name(name) if fold_name(name) in outlets else claim.speaker, name
    if claim.channel is not None:
        words = _plain(claim.channel)
        return (words if words in BODIES else f"{claim.article} {words}"), claim.channel
    return (claim.via[-1], claim.via[-1]) if claim.via else (fold_name(claim.outlet), claim.outlet)


def _is_spokesman(claim: ReportedClaim, body: ReportedClaim) -> bool:
    """Whether the sentence of a claim presents who says it as the spokesman of who says another."""
    name, of = (_plain(one.speaker_name or one.channel or "") for one in (claim, body))
    if not name or not of or name == of:
        return False
    office = rf"(?:{re.escape(of)} (?:s )?{SPOKESMAN}\w+|{SPOKESMAN}\w+ (?:for|of) (?:the )?{re.escape(of)})"
    who = re.escape(name)
    if claim.speaker_name is None:
        return re.fullmatch(rf"(?:an? )?{office}", name) is not None
    return re.search(rf"\b(?:{office} {who}|{who} (?:(?:an?|the) )?{office})\b", fold_name(claim.sentence)) is not None


def _plain(name: str) -> str:
    return fold_name(name).removeprefix("the ")


def _is_firm(claim: ReportedClaim, among: Sequence[ReportedClaim]) -> bool:
    told = claim.stance != "conflicting" and not relays(claim)
    return told and not _stands_for_another(claim, among) and not _restates(claim, among)


def _stands_for_another(claim: ReportedClaim, among: Sequence[ReportedClaim]) -> bool:
    if claim.channel is None or fold_name(claim.channel) not in PRONOUNS:
        return False
    return any(one.voice not in (one.outlet, claim.voice) for one in among if one.article == claim.article)


def _restates(claim: ReportedClaim, among: Sequence[ReportedClaim]) -> bool:
    """Whether a figure is another's: an outlet's own that a voice in its article gives, or a nameless one's."""
    if claim.speaker is not None or not claim.counted:
        return False
    others = [one for one in among if one.voice != claim.voice and one.counted]
    if claim.channel is not None:
        same = (one for one in others if (one.low, one.high) == (claim.low, claim.high))
        return any(one.speaker is not None or (one.channel is not None and one.id < claim.id) for one in same)
    beside = (one for one in others if one.article == claim.article and one.denied == claim.denied)
    return any(overlap(claim, one) for one in beside)
