"""Who a fact goes back to: the ultimate speakers behind the claims on it, each counted once.

The end of a chain counts, not who passes it on: what an agency says through ten outlets has one origin. An entity is
the origin of what it says, under any of its names. An outlet is the origin of what it tells itself, unless its chain
names another, or it only gives in its own words what a voice in the same article says. Speakers without a name
("eyewitnesses") of two articles are two origins, but one who gives the very figure of another ("officials") is not
shown to be one. Reports of others' reports, and a pronoun that the reader found nobody for, are none where there is
another.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from graph_schema.ids import fold_name
from ingest.joining.reported_claims import ReportedClaim, in_order

# Words of channels that only pass on what others said.
RELAYS = frozenset({"report", "reports", "rumour", "rumours", "rumor", "rumors", "media", "press", "posts", "accounts"})
# Who it is that they stand for was not found: most often one who speaks beside them.
PRONOUNS = frozenset({"he", "she", "it", "they", "who", "one", "some", "others"})


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
    firm = [
        claim for claim in own if claim.stance != "conflicting" and not _relays(claim) and not _restates(claim, own)
    ]
    found: dict[str, tuple[str, list[str]]] = {}
    for claim in firm or own[:1]:
        key, name = _origin(claim, outlets)
        found.setdefault(key, (name, []))[1].append(claim.id)
    return tuple(Origin(key, name, tuple(ids)) for key, (name, ids) in sorted(found.items()))


def _origin(claim: ReportedClaim, outlets: Collection[str]) -> tuple[str, str]:
    """Key and name; an entity with the name of an outlet is that outlet."""
    if claim.speaker is not None:
        name = claim.speaker_name or claim.speaker
        return fold_name(name) if fold_name(name) in outlets else claim.speaker, name
    if claim.channel is not None:
        return f"{claim.article} {fold_name(claim.channel)}", claim.channel
    return (claim.via[-1], claim.via[-1]) if claim.via else (fold_name(claim.outlet), claim.outlet)


def _relays(claim: ReportedClaim) -> bool:
    words = fold_name(claim.channel).split() if claim.channel is not None else []
    return not RELAYS.isdisjoint(words) or (len(words) == 1 and words[0] in PRONOUNS)


def _restates(claim: ReportedClaim, among: Sequence[ReportedClaim]) -> bool:
    """Whether a figure is another's: an outlet's own one that a voice in its article gives, or a nameless one's."""
    if claim.speaker is not None or not claim.counted:
        return False
    others = [one for one in among if one.counted and one.voice != claim.voice]
    if claim.channel is not None:
        same = (one for one in others if (one.low, one.high) == (claim.low, claim.high))
        return any(one.speaker is not None or (one.channel is not None and one.id < claim.id) for one in same)
    return any(one.article == claim.article and overlap(claim, one) for one in others)


def overlap(one: ReportedClaim, other: ReportedClaim) -> bool:
    """Whether the intervals of two counts have a number in common; an open end has no limit."""
    return not (_below(one, other) or _below(other, one))


def _below(one: ReportedClaim, other: ReportedClaim) -> bool:
    return one.high is not None and other.low is not None and one.high < other.low
