"""Plain text whose first line is " date YYYY-MM-DD", followed by a photo caption, a bar and a credit.

The header may stand on one line or on several; the body may even start behind a credit such as "Twitter/@handle".
The publisher is not stated. The credit is that of the photograph and is never taken for the publisher. The caption
is the outlet's own statement: it opens the text unless the body says the same words, so that nothing is lost.
"""

import re

from ingest.article import Dropped, MalformedDocument, check_day
from ingest.formats.boilerplate import separate
from ingest.formats.characters import paragraphs_of_lines
from ingest.formats.stated import Stated

NAME = "dated-text"
SIGN = "the first line starts with 'date' and a date YYYY-MM-DD"

_START = re.compile(r"\s*date[^\S\n]+(?P<day>\d{4}-\d{1,2}-\d{1,2})(?!\w)[ \t]*", re.IGNORECASE)
_HANDLE = re.compile(r"\w+ ?/ ?@\w+")
_MAX_CREDIT = 100
_WORD = re.compile(r"\w+")


def recognises(text: str) -> bool:
    """True when the text starts with the word "date" and a date in figures, year first."""
    return _START.match(text) is not None


def parse(text: str, origin: str) -> Stated:
    """Read date, caption, credit and body. Raises MalformedDocument for a date that does not exist or a lost credit."""
    start = _START.match(text)
    if start is None:
        raise MalformedDocument(origin, f"not {NAME}: {SIGN}")
    try:
        published = check_day(start["day"])
    except ValueError as error:
        raise MalformedDocument(origin, str(error)) from error
    caption, credit, body = _header(paragraphs_of_lines(text[start.end() :]), origin)
    kept, dropped = separate((paragraph, False) for paragraph in body)
    if caption is not None and _repeats(caption, kept):
        dropped.insert(0, Dropped(caption, "caption repeats body"))
    elif caption is not None:
        kept.insert(0, caption)
    if credit is not None:
        dropped.insert(0, Dropped(credit, "photo credit"))
    return Stated(kept, dropped, published=published, photo_credit=credit, caption=caption)


def _header(lines: list[str], origin: str) -> tuple[str | None, str | None, list[str]]:
    """Caption, credit and body. The bar stands in the first line with text or opens the next; else all is body."""
    if lines and "|" in lines[0]:
        head, rest = lines[0], lines[1:]
    elif len(lines) > 1 and lines[1].startswith("|"):
        head, rest = f"{lines[0]} {lines[1]}", lines[2:]
    else:
        return None, None, lines
    caption, _, credit = (part.strip() for part in head.partition("|"))
    handle = _HANDLE.match(credit)
    if handle:
        credit, behind = handle[0], credit[handle.end() :].strip()
        rest = [behind, *rest] if _WORD.search(behind) else rest
    elif not credit and rest:
        credit, rest = rest[0], rest[1:]
    if len(credit) > _MAX_CREDIT:
        raise MalformedDocument(origin, f"the photo credit behind the bar has more than {_MAX_CREDIT} characters")
    return caption or None, credit or None, rest


def _repeats(caption: str, paragraphs: list[str]) -> bool:
    """True when a paragraph contains the words of the caption in their order, whatever the case and punctuation."""
    words = _folded(caption)
    return any(words in _folded(paragraph) for paragraph in paragraphs)


def _folded(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "
