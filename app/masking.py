"""Names of detained private persons, taken out of whatever a viewer of the public gets.

Queries leave the persons themselves out; this takes their names, and what articles call them, out of texts. It works on
finished answers, so that a new field or a new export cannot forget it.
"""

import json
import re
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind
from pydantic import BaseModel

from app.graph import GraphQuery

BAR = "█"
"""Stands for each letter of a name, so that offsets in a text stay true."""

WITHHELD_ID = "per-withheld"

_LEAST_LETTERS = 3  # of a name: initials alone name nobody, and would be found everywhere
_ESCAPE = re.compile(r"\\(?:[nrtbf]|u[0-9a-f]{4})\Z")


class Withheld(BaseModel):
    """A person who is withheld: the id, and every way articles name them."""

    id: str
    names: list[str]


WITHHELD = GraphQuery("withheld", Withheld)


class Masker:
    """Takes the names and ids of the given persons out of texts."""

    def __init__(self, persons: Iterable[Withheld]) -> None:
        masks: dict[str, str] = {}
        for person in persons:
            masks[person.id] = WITHHELD_ID
            for name in person.names:
                if sum(map(str.isalpha, name)) >= _LEAST_LETTERS:
                    for spelt in (name, name.upper()):
                        masks[spelt] = masks[json.dumps(spelt, ensure_ascii=False)[1:-1]] = BAR * len(spelt)
        self._masks = list(masks.values())
        self._automaton = AhoCorasick(list(masks), matchkind=MatchKind.LeftmostLongest) if masks else None

    def mask(self, text: str) -> str:
        """The text with a mark in place of each name that stands there as a word of its own."""
        if self._automaton is None:
            return text
        parts: list[str] = []
        at = 0
        for pattern, start, end in self._automaton.find_matches_as_indexes(text):
            if _is_word(text, start, end):
                parts += [text[at:start], self._masks[pattern]]
                at = end
        return "".join([*parts, text[at:]])


def _is_word(text: str, start: int, end: int) -> bool:
    r"""Whether a match is not the inside of a longer word; the letter of an escape such as `\n` is no part of one."""
    follows = end < len(text) and text[end].isalnum()
    leads = start > 0 and text[start - 1].isalnum() and not _ESCAPE.search(text, max(0, start - 6), start)
    return not follows and not leads
