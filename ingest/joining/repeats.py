"""Which claims only repeat another article's words: those of a copy of it, and passages that others took over."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from graph_schema.ids import fold_name
from ingest.joining.articles import when_published
from ingest.joining.copies import Copy
from ingest.joining.reported_claims import ReportedClaim, in_order

# Likeness by letters, of 100: a claim of a copy that was shortened or given another count is still that claim, and one
# that the reader cut otherwise is so where its sentence is the same.
ALIKE, PART, SAME_SENTENCE = 60, 80, 75
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
    """Each claim of a copy with one of the original: the most alike first, then what stands nearest, then its parts."""
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
    left = [claim for claim in copy if claim.id not in taken]
    return found + [(claim.id, whole) for claim in left if (whole := _cut_otherwise(claim, original)) is not None]


def _cut_otherwise(claim: ReportedClaim, original: Sequence[ReportedClaim]) -> str | None:
    """The claim of the original that one of its copy is part of, or has as its part."""
    same = (one for one in original if fuzz.ratio(claim.sentence, one.sentence) >= SAME_SENTENCE)
    score, whole = max(((fuzz.partial_ratio(claim.text, one.text), one.id) for one in same), default=(0.0, ""))
    return whole if score >= PART else None


def _first(claim: str, found: Mapping[str, str]) -> str:
    seen = {claim}
    while (earlier := found.get(claim)) is not None and earlier not in seen:
        seen.add(claim := earlier)
    return claim
