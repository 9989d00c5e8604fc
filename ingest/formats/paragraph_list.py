"""The `repr` of a Python list of HTML paragraphs, closed by a line "© YEAR PUBLISHER ..."; no date.

The list is checked string by string before `ast.literal_eval` sees it: evaluating a literal of another shape can take
unbounded memory or end in errors that say nothing about the document.
"""

import ast
import re
import warnings

from ingest.article import Dropped, MalformedDocument
from ingest.formats.boilerplate import separate
from ingest.formats.markup import read_fragment
from ingest.formats.publisher import copyright_line
from ingest.formats.stated import Stated

NAME = "paragraph-list"
SIGN = "starts with '[' and a quoted string"
MAX_PARAGRAPHS = 5_000

_START = re.compile(r"\s*\[\s*(?:['\"]|\]\s*$)")
_STRING = re.compile(r"""'(?:[^'\\\n]|\\.)*+'|"(?:[^"\\\n]|\\.)*+\"""", re.DOTALL)
_SPACE = re.compile(r"\s*")
_CLOSING = 5  # the copyright line is the last one, or few adverts follow it


def recognises(text: str) -> bool:
    """True when the text starts as a list of quoted strings does."""
    return _START.match(text) is not None


def parse(text: str, origin: str) -> Stated:
    """Read the list. Raises MalformedDocument for a literal that is not a list of strings and for hostile markup."""
    paragraphs: list[tuple[str, bool]] = []
    for number, html in enumerate(_strings(text, origin), start=1):
        try:
            fragment = read_fragment(html)
        except ValueError as error:
            raise MalformedDocument(origin, f"paragraph {number}: {error}") from error
        paragraphs += ((paragraph, fragment.link_only) for paragraph in fragment.paragraphs)
    publisher: str | None = None
    closing: list[Dropped] = []
    for index in range(len(paragraphs) - 1, max(-1, len(paragraphs) - 1 - _CLOSING), -1):
        if found := copyright_line(paragraphs[index][0]):
            publisher = found.publisher
            closing = [Dropped(found.line, "copyright line")]
            paragraphs[index : index + 1] = [(found.before, False)] if found.before else []
            break
    kept, dropped = separate(paragraphs)
    return Stated(kept, dropped + closing, publisher=publisher)


def _strings(text: str, origin: str) -> list[str]:
    literals: list[str] = []
    at = _after_space(text, text.index("[") + 1)
    while text[at : at + 1] != "]":
        string = _STRING.match(text, at)
        if string is None and text[at : at + 1] in ("'", '"'):
            raise MalformedDocument(origin, f"the string at character {at} is never closed")
        if string is None:
            raise MalformedDocument(origin, _missing(text, at, f"item {len(literals) + 1}, a quoted string,"))
        literals.append(string[0])
        if len(literals) > MAX_PARAGRAPHS:
            raise MalformedDocument(origin, f"the list has more than {MAX_PARAGRAPHS} paragraphs")
        at = _after_space(text, string.end())
        if text[at : at + 1] == ",":
            at = _after_space(text, at + 1)
        elif text[at : at + 1] != "]":
            raise MalformedDocument(origin, _missing(text, at, f"a comma or ']' behind item {len(literals)}"))
    if _after_space(text, at + 1) != len(text):
        raise MalformedDocument(origin, f"text follows the end of the list at character {at}")
    return [_evaluate(literal, number, origin) for number, literal in enumerate(literals, start=1)]


def _after_space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _missing(text: str, at: int, expected: str) -> str:
    if at >= len(text):
        return "the list is never closed: no ']' at the end"
    return f"{expected} is missing at character {at} of the list"


def _evaluate(literal: str, number: int, origin: str) -> str:
    try:
        with warnings.catch_warnings():
            # An escape unknown to Python is kept as written, by definition of the language; no need to warn of it.
            warnings.simplefilter("ignore", SyntaxWarning)
            warnings.simplefilter("ignore", DeprecationWarning)
            value: object = ast.literal_eval(literal)
    except (SyntaxError, ValueError) as error:
        raise MalformedDocument(origin, f"string {number} of the list cannot be evaluated: {error}") from error
    if not isinstance(value, str):
        raise MalformedDocument(origin, f"item {number} of the list is not a string")
    return value
