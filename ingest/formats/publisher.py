"""The publisher's name: in a closing "© YEAR PUBLISHER ..." line, and compared with another spelling of it."""

import re
from dataclasses import dataclass

_SIGN = re.compile(r"(?:copyright\s*)?(?:©|\(c\)(?=\s*\d{4}))(?:\s*copyright\b)?|copyright(?=\s+\d{4})", re.IGNORECASE)
_YEAR = r"\d{4}(?:\s*[-–—]\s*\d{4})?"
_YEAR_FIRST = re.compile(rf"\s*{_YEAR}\s*,?\s*(?:by\s+)?")
_YEAR_LAST = re.compile(rf"[\s,]+{_YEAR}\s*(?:[.,;|]|$)")
# Where the rights text that may follow a name begins.
_RIGHTS = re.compile(
    r"[\s.,;|–—-]+(?:all rights|rights reserved|(?:contains|includes|with|using) (?:material|content|reporting|files)|"
    r"(?:re)?published|reprinted|reproduc|used (?:with|by)|distributed by|provided by|licen[cs]ed|may not|no part|"
    r"terms of|is not responsible)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[a-z]{3})\.\s+(?=[A-Z])")
_COMPANY_FORM = re.compile(r"[\s,]+(?:inc|ltd|llc|plc|co|corp|gmbh|limited|company)\.?$", re.IGNORECASE)
_MAX_NAME = 100
_MAX_LINE = 400  # a name and the start of its rights text; keeps the patterns from searching a huge paragraph


@dataclass(frozen=True, slots=True)
class CopyrightLine:
    """A copyright line found at the end of a paragraph: what stood before it, the line itself, who is named."""

    before: str
    line: str
    publisher: str


def copyright_line(paragraph: str) -> CopyrightLine | None:
    """Find the last "© YEAR PUBLISHER" or "© PUBLISHER YEAR" of a paragraph; the year may lack where © starts it."""
    signs = list(_SIGN.finditer(paragraph))
    if not signs:
        return None
    sign = signs[-1]
    rest = paragraph[sign.end() :][:_MAX_LINE]
    year_first, year_last = _YEAR_FIRST.match(rest), _YEAR_LAST.search(rest)
    if year_first:
        name = rest[year_first.end() :]
    elif year_last:
        name = rest[: year_last.start()]
    elif sign.start() == 0:
        name = rest
    else:
        return None
    name = _SENTENCE_END.split(_RIGHTS.split(name, maxsplit=1)[0], maxsplit=1)[0].strip(" ,;|–—-")
    name = _COMPANY_FORM.sub("", name).rstrip(" .")  # the outlet is named, not the company's legal form
    if not any(map(str.isalpha, name)) or len(name) > _MAX_NAME:
        return None
    return CopyrightLine(paragraph[: sign.start()].strip(), paragraph[sign.start() :], name)


def same_publisher(one: str, other: str) -> bool:
    """True when two names differ only in case, punctuation, a leading "The" or a company form such as "Inc."."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    bare = _COMPANY_FORM.sub("", name.strip())
    return "".join(re.findall(r"\w+", bare.casefold().removeprefix("the ")))
