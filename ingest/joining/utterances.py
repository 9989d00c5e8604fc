"""Quotations of several sentences, put together: the reader makes a claim of each sentence, a speaker one speech."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.extraction import ExtractedClaim, Span

_BETWEEN_SENTENCES = re.compile(r"[.!?…]*[ \t]*")  # no quotation mark and no end of a paragraph
_GENERAL = frozenset({"statement", "denial"})  # kinds that a sentence with an event beside it gives way to


def utterances(claims: Sequence[ExtractedClaim], text: str) -> list[tuple[int, ExtractedClaim, int]]:
    """Claims of an article, in text order, with those that follow each other inside one quotation as one.

    Args:
        claims: of one article; none is changed.
        text: of the article.

    Returns:
        For each utterance the position of its first claim, the claim, and of how many it is. It is of the first kind
        that names an event, and has the first count and the first date told.
    """
    found: list[tuple[int, ExtractedClaim, int]] = []
    for at, claim in enumerate(claims):
        if found and _goes_on(claims[at - 1], claim, text):
            first, whole, length = found[-1]
            found[-1] = (first, _joined(whole, claim), length + 1)
        else:
            found.append((at, claim, 1))
    return found


def _goes_on(one: ExtractedClaim, other: ExtractedClaim, text: str) -> bool:
    """Whether a claim follows another of the same speaker inside one quotation."""
    quoted = one.quote_type == other.quote_type == "direct"
    return (
        quoted
        and one.speaker == other.speaker
        and _BETWEEN_SENTENCES.fullmatch(text, one.content.end, max(one.content.end, other.content.start)) is not None
    )


def _joined(one: ExtractedClaim, other: ExtractedClaim) -> ExtractedClaim:
    return replace(
        one,
        content=Span(one.content.start, other.content.end),
        kind=other.kind if one.kind in _GENERAL else one.kind,
        stance=other.stance if one.kind in _GENERAL and other.kind not in _GENERAL else one.stance,
        count=one.count or other.count,
        when=one.when or other.when,
        incident=one.incident or other.incident,
        about=tuple(dict.fromkeys((*one.about, *other.about))),
    )
