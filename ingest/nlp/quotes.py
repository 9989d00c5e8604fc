"""Quotation marks: where quoted words start and end, in text as it is found, with marks missing or of mixed kinds."""

import re
from dataclasses import dataclass

_CLOSING = {"“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", '"': '"', "'": "'", "``": "''"}
_MARK = re.compile(r"``|''|[“”„«»‘’\"']")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_PARAGRAPH = re.compile(r"(?:(?!\n[ \t]*\n).)+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words: `start` and `end` without the marks, in characters. `closed` is False where the end is inferred."""

    start: int
    end: int
    closed: bool


def find_quotes(text: str) -> list[Quote]:
    """Every quotation of a text, in order, within paragraphs (parted by a blank line).

    A quotation left open ends with its paragraph when the next one opens with a mark again, as newspapers continue a
    quotation, else with its sentence. A closing mark without an opening one is ignored.
    """
    quotes: list[Quote] = []
    paragraphs = [(match.start(), match.end()) for match in _PARAGRAPH.finditer(text)]
    for number, (start, end) in enumerate(paragraphs):
        following = text[paragraphs[number + 1][0] :][:3].lstrip() if number + 1 < len(paragraphs) else ""
        quotes += _in_paragraph(text, start, end, continues=following[:1] in ("“", '"', "«"))
    return quotes


def _in_paragraph(text: str, start: int, end: int, *, continues: bool) -> list[Quote]:
    quotes: list[Quote] = []
    opened: tuple[int, str] | None = None  # where the words start, and the mark
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if _inside_word(text, at, match.end()):
            continue
        if opened and mark in _CLOSING[opened[1]] and (_spaced(opened[1]) or _can_close(text, at, opened[0])):
            _append(quotes, text, opened[0], at, closed=True)
            opened = None
        elif mark in _CLOSING and _can_open(text, match.end(), mark, start, at):
            if opened:
                if _single(mark) and not _single(opened[1]):
                    continue  # a quotation within the quotation
                if _single(opened[1]) and not _single(mark):  # what looked like a mark was an apostrophe
                    opened = None
                else:
                    _append(quotes, text, opened[0], _sentence_end(text, opened[0], at), closed=False)
            opened = (match.end(), mark)
    if opened and not _single(opened[1]):
        closing = end if continues else _sentence_end(text, opened[0], end)
        _append(quotes, text, opened[0], closing, closed=continues)
    return quotes


def _append(quotes: list[Quote], text: str, start: int, end: int, *, closed: bool) -> None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if end > start:
        quotes.append(Quote(start, end, closed))


def _single(mark: str) -> bool:
    return mark in ("'", "‘")


def _spaced(mark: str) -> bool:
    """Whether a mark may have spaces inside it, as in French: « like this »."""
    return mark == "«"


def _inside_word(text: str, start: int, end: int) -> bool:
    """An apostrophe as in don't, or an inch sign between figures."""
    return start > 0 and end < len(text) and text[start - 1].isalnum() and text[end].isalnum()


def _can_open(text: str, end: int, mark: str, paragraph: int, at: int) -> bool:
    before = text[at - 1] if at > paragraph else " "
    if _spaced(mark) and before.isspace():
        return True
    if end >= len(text) or text[end].isspace():
        return False
    if _single(mark) and not (text[end].isalpha() and (before.isspace() or before in "([—–")):
        return False
    return mark not in ('"', "'") or before.isspace() or before in "([—–-:,.“‘«"


def _can_close(text: str, at: int, start: int) -> bool:
    return at > start and not (text[at - 1].isspace() and at + 1 < len(text) and not text[at + 1].isspace())


def _sentence_end(text: str, start: int, limit: int) -> int:
    found = _SENTENCE_END.search(text, start, limit)
    return found.end() if found else limit
