"""Names of detained private persons, taken out of whatever a viewer of the public gets.

Queries leave the persons themselves out; this takes their names, and what articles call them, out of texts. It works on
finished answers, so that a new field or a new export cannot forget it.
"""

import json
import re
from collections.abc import Iterable
from unicodedata import normalize

from ahocorasick_rs import AhoCorasick, MatchKind
from pydantic import BaseModel

from app.graph import GraphQuery

BAR = "█"
"""Stands for each letter of a name, so that offsets in a text stay true."""

WITHHELD_ID = "per-withheld"

_LEAST_LETTERS, _LEAST_SIGNS = 3, 2
"""Of a name in ASCII, and in another script: initials alone name nobody, and would be found everywhere."""
_GAPS = (" ", "\n", "\u00a0", "-", "_", "+", "%20")
"""What stands between the words of a name, in texts and in addresses."""
_ESCAPE = re.compile(r"\\(?:[nrtbf]|u[0-9a-f]{4})\Z")


class Withheld(BaseModel):
    """A person who is withheld: the id, and every way articles name them."""

    id: str
    names: list[str]


WITHHELD = GraphQuery("withheld", Withheld)


class Masker:
    """Takes the names and ids of the given persons out of texts, in any case, as written and in both forms of accents.

    A name of a single word is one only where it begins with a capital. Inflected names, and spellings that no article
    has, are not found.
    """

    def __init__(self, persons: Iterable[Withheld]) -> None:
        masks: dict[str, str] = {}
        for person in persons:
            masks[_lower(person.id)] = WITHHELD_ID
            for name in filter(_tells, person.names):
                for spelt in _spellings(name):
                    masks[spelt] = masks[json.dumps(spelt, ensure_ascii=False)[1:-1]] = BAR * len(spelt)
        self._patterns = list(masks)
        self._masks = list(masks.values())
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.Standard) if masks else None

    def mask(self, text: str) -> str:
        """The text with bars in place of each name that stands there as words of its own; of several, the longest."""
        if self._automaton is None:
            return text
        found = self._automaton.find_matches_as_indexes(_lower(text), overlapping=True)
        names = [one for one in found if self._is_name(text, *one)]
        names.sort(key=lambda one: (one[1], -one[2]))
        parts: list[str] = []
        at = 0
        for pattern, start, end in names:
            if start >= at:
                parts += [text[at:start], self._masks[pattern]]
                at = end
        return "".join([*parts, text[at:]])

    def _is_name(self, text: str, pattern: int, start: int, end: int) -> bool:
        single = self._patterns[pattern].isalpha()
        return _is_word(text, start, end) and not (single and text[start].islower())


def _tells(name: str) -> bool:
    return sum(map(str.isalpha, name)) >= (_LEAST_LETTERS if name.isascii() else _LEAST_SIGNS)


def _spellings(name: str) -> set[str]:
    both = name, name.upper()
    written = {*both, *(normalize(form, cased) for form in ("NFC", "NFD") for cased in both)}
    return {_lower(gap.join(one.split())) for one in written for gap in _GAPS}


def _lower(text: str) -> str:
    """In lower case, of the same length: the few letters that would become two stay."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _is_word(text: str, start: int, end: int) -> bool:
    r"""Whether a match is not the inside of a longer word; the letter of an escape such as `\n` is no part of one."""
    follows = end < len(text) and text[end].isalnum()
    leads = start > 0 and text[start - 1].isalnum() and not _ESCAPE.search(text, max(0, start - 6), start)
    return not follows and not leads
