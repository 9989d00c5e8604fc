"""Which claims only repeat another article's words: those of a copy of it, and passages that others took over."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from graph_schema.ids import fold_name
from ingest.joining.articles import when_published
from ingest.joining.copies import Copy
from ingest.joining.reported_claims import ReportedClaim, in_order

ALIKE = 60  # of 100 by letters: a claim of a copy that was shortened or given another count is still that claim
PASSAGE = 8  # words; shorter sentences meet by chance


def repeats(claims: Iterable[ReportedClaim], copies: Iterable[Copy]) -> dict[str, str]:
    """For each claim that repeats one of another article, that one, never itself a repeat."""
    by_article: defaultdict[str, list[ReportedClaim]] = defaultdict(list)
    for claim in in_order(claims):
        by_article[claim.article].append(claim)
    found = _passages(by_article)
    for copy in sorted(copies, key=lambda copy: (copy.original, copy.copy)):
        for claim, original in _aligned(by_article[copy.copy], by_article[copy.original]):
            found.setdefault(claim, original)
    return {claim: _first(claim, found) for claim in found}


def _passages(by_article: Mapping[str, Sequence[ReportedClaim]]) -> dict[str, str]:
    """Claims with the same words in the same long sentence; the article published first has it of its own."""
    earliest: dict[tuple[str, str], ReportedClaim] = {}
    found: dict[str, str] = {}
    for claim in sorted(
        (claim for claims in by_article.values() for claim in claims),
        key=lambda claim: (when_published(claim.published), claim.article, claim.id),
    ):
        sentence = fold_name(claim.sentence)
        if len(sentence.split()) < PASSAGE:
            continue
        first = earliest.setdefault((sentence, fold_name(claim.text)), claim)
        if first.article != claim.article:
            found[claim.id] = first.id
    return found


def _aligned(copy: Sequence[ReportedClaim], original: Sequence[ReportedClaim]) -> list[tuple[str, str]]:
    """Each claim of a copy with at most one of the original: the most alike first, then what stands nearest."""
    pairs = sorted(
        (-score, one.kind != other.kind, abs(one.position - other.position), one.id, other.id)
        for one in copy
        for other in original
        if (score := fuzz.ratio(one.text, other.text)) >= ALIKE
    )
    taken: set[str] = set()
    found: list[tuple[str, str]] = []
    for *_, one, other in pairs:
        if one not in taken and other not in taken:
            taken |= {one, other}
            found.append((one, other))
    return found


def _first(claim: str, found: Mapping[str, str]) -> str:
    seen = {claim}
    while (earlier := found.get(claim)) is not None and earlier not in seen:
        seen.add(claim := earlier)
    return claim
