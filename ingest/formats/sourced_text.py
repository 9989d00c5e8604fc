"""Plain text with a paragraph on each line and "Source: NAME" on the last; no date, quotation marks may lack."""

import re

from ingest.article import Dropped, MalformedDocument
from ingest.formats.boilerplate import separate
from ingest.formats.characters import paragraphs_of_lines
from ingest.formats.stated import Stated

NAME = "sourced-text"
SIGN = "the last line is 'Source:' and a name"

_SOURCE = re.compile(r"source\s*:\s*(?P<name>.*)", re.IGNORECASE)
_MAX_NAME = 100


def recognises(text: str) -> bool:
    """True when the last line with text starts with "Source:"."""
    lines = paragraphs_of_lines(text)
    return bool(lines) and _SOURCE.match(lines[-1]) is not None


def parse(text: str, origin: str) -> Stated:
    """Read the paragraphs and the publisher. Raises MalformedDocument when the last line names nobody."""
    *body, last = paragraphs_of_lines(text)
    source = _SOURCE.match(last)
    name = source["name"] if source else ""
    if not any(map(str.isalpha, name)):
        raise MalformedDocument(origin, "the line 'Source:' names nobody")
    if len(name) > _MAX_NAME:
        raise MalformedDocument(origin, f"the name behind 'Source:' has more than {_MAX_NAME} characters")
    kept, dropped = separate((paragraph, False) for paragraph in body)
    return Stated(kept, [*dropped, Dropped(last, "source line")], publisher=name)
