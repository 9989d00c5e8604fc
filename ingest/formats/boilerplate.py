"""Which paragraphs are not part of an article: adverts, navigation and legal lines.

The rules look at how such lines are built (an order to the reader, a label with a colon, a line that is one link),
never at names. Notes that say something about the report itself (corrections, who contributed) stay: they are evidence.
"""

import re
from collections.abc import Iterable

from ingest.article import Dropped

_MAX_WORDS = 60  # lines for the reader are short; a longer paragraph that starts like one is an article's own
_REPORTING = re.compile(r"[\"“”„«»]|\b(?:said|says|told|wrote|reported|according to)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s+")

# An order alone is not enough ("Support for the march grew"): it must offer what only a publisher offers its readers.
_ORDER = (
    r"(?:please |why not )?(?:sign up|subscribe|register|enter|get|receive|join|become|support|donate|help|follow|"
    r"download|try|never miss|don['’]t miss|stay)\b"
)
_OFFER = (
    r"(?:newsletters?|bulletin|briefing|inbox|podcasts?|e-?mail (?:alerts?|updates?)|your e-?mail|the app|us on|"
    r"(?:our|independent) (?:\w+ ){0,2}(?:journalism|channel|app|page|group|work|reporting|newsroom|website|coverage)|"
    r"(?:member|subscriber|supporter|patron)\b.{0,30}\b(?:today|now|here|from))"
)
_LABEL = (
    r"(?:read (?:more|also|next|this)|see also|also (?:read|see)|(?:watch|listen)(?: more| now| live| also)?|"
    r"related(?: articles?| stories| coverage| links?| topics?)?|more on this(?: story)?|more stories|most read|"
    r"further reading|recommended(?: for you)?|in case you missed it|don['’]t miss|editors?['’]?s? picks?|"
    r"tags?|topics?)"
)
_BUTTON = (
    r"(?:read more|continue reading|click here|tap here|share this (?:article|story|page)|skip to|back to top|"
    r"(?:view|show|hide|leave|post) (?:a |all )?comments?|(?:story|article) continues (?:below|after))\b"
)


def _rules(*rules: tuple[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in rules)


_AT_START = _rules(
    ("advert", rf"{_ORDER}.{{0,160}}?\b{_OFFER}\b"),
    ("advert", r"(?:sign up|subscribe|donate) (?:here|now|today)\b"),
    ("advert", r"(?:got|have|do you have) (?:a|any) (?:story|tip|news)\b|(?:write to|send|contact) us\b"),
    ("advert", r"\W*(?:advertisement|advert|(?:sponsored|promoted)(?: content| link)?)\W*$"),
    ("navigation", rf"\W*{_LABEL}\s*(?:[:|»>→–—]|-\s|$)"),
    ("navigation", rf"\W*{_BUTTON}"),
    ("legal line", r"\W*(?:copyright\b.{0,30}\d{4}|\(c\)\s*\d{4}|©)"),
)
# Wording that betrays such a line wherever it stands, as long as nobody is reported as saying anything.
_ANYWHERE = _rules(
    ("advert", r"\b(?:our (?:[\w-]+ ){0,3}newsletters?|(?:to|in) your inbox)\b"),
    ("legal line", r"\brights reserved\b|\b(?:may|must) not be (?:reproduced|republished|copied|redistributed)\b"),
    ("legal line", r"\breproduction (?:is |of )?(?:permitted|prohibited|forbidden|in whole|in any form)\b"),
    ("legal line", r"\b(?:terms of (?:use|service)|terms and conditions|privacy policy|(?:use|accept) cookies)\b"),
)


def reason_to_drop(paragraph: str, *, link_only: bool = False) -> str | None:
    """Why `paragraph` (in normal form) is not part of the article: "advert", "navigation", "legal line", or None."""
    if len(paragraph.split(maxsplit=_MAX_WORDS)) > _MAX_WORDS:
        return None
    if link_only and paragraph[-1] not in ".…”\"'’)":  # the headline of another article: no full stop, no quotation
        return "navigation"
    first_end = _SENTENCE_END.search(paragraph)
    # Something reported after the first sentence: rather an advert in the text than a statement lost.
    reports_later = bool(first_end and _REPORTING.search(paragraph, first_end.end()))
    if not reports_later:
        for reason, pattern in _AT_START:
            if pattern.match(paragraph):
                return reason
    if not _REPORTING.search(paragraph):
        for reason, pattern in _ANYWHERE:
            if pattern.search(paragraph):
                return reason
    return None


def separate(paragraphs: Iterable[tuple[str, bool]]) -> tuple[list[str], list[Dropped]]:
    """Split (paragraph, is it one link) pairs into the article's paragraphs and what was dropped, both in order."""
    kept: list[str] = []
    dropped: list[Dropped] = []
    for paragraph, link_only in paragraphs:
        reason = reason_to_drop(paragraph, link_only=link_only)
        if reason is None:
            kept.append(paragraph)
        else:
            dropped.append(Dropped(paragraph, reason))
    return kept, dropped
