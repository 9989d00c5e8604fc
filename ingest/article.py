"""A parsed article, what was given beside it, and the one error for input that cannot be read."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from urllib.parse import urlsplit

MAX_BYTES = 2_000_000
"""Largest document accepted: parsers of markup take minutes on hostile input not much larger."""

_MAX_FIELD = 2_000
_UNSTORABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class MalformedDocument(Exception):
    """A document, or what was given beside it, that cannot be read.

    Attributes: `origin` (which document) and `reason` (what is wrong with it); `str()` joins both in one line.
    """

    def __init__(self, origin: str, reason: str) -> None:
        self.origin = origin
        self.reason = " ".join(reason.split())
        super().__init__(origin, reason)

    def __str__(self) -> str:
        return f"{' '.join(self.origin.split())}: {self.reason}"


def check_day(value: str) -> str:
    """Return `value` when it is a day of the calendar written YYYY-MM-DD; ValueError says what is wrong otherwise."""
    if not _ISO_DAY.fullmatch(value):
        raise ValueError(f"{value!r} is not a date written YYYY-MM-DD")
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"{value!r} is not a day of the calendar") from error
    return value


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a person states beside a text; None is unknown.

    `published` is YYYY-MM-DD, `url` an http(s) address, `language` a tag such as "en". ValueError names a bad field.
    """

    url: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    byline: str | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            value: str | None = getattr(self, field.name)
            if value is None:
                continue
            try:
                _check_storable(value)
                if check := _CHECKS.get(field.name):
                    check(value)
            except ValueError as error:
                raise ValueError(f"{field.name}: {error}") from error


def _check_storable(value: str) -> None:
    if not value.strip():
        raise ValueError("is empty; leave it out where it is unknown")
    if len(value) > _MAX_FIELD:
        raise ValueError(f"has {len(value)} characters, more than {_MAX_FIELD}")
    if _UNSTORABLE.search(value):
        raise ValueError("contains control characters or halves of a character")


def _check_address(value: str) -> None:
    try:
        address = urlsplit(value)
    except ValueError as error:
        raise ValueError(f"{value!r} is not an address ({error})") from error
    if address.scheme not in ("http", "https") or not address.hostname:
        raise ValueError(f"{value!r} is not an http or https address")


def _check_language(value: str) -> None:
    if not _LANGUAGE.fullmatch(value):
        raise ValueError(f"{value!r} is not a language tag such as 'en'")


_CHECKS: dict[str, Callable[[str], object]] = {
    "published": check_day,
    "url": _check_address,
    "language": _check_language,
}


@dataclass(frozen=True, slots=True)
class Dropped:
    """A piece of the document that is not part of the article's text, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """An article ready to be read.

    `text` is the one text that all offsets refer to: paragraphs joined by a blank line, NFC, single spaces inside a
    paragraph and none at its edges. `published` is YYYY-MM-DD. None is unknown: no date or publisher is ever made up.
    `photo_credit` and `caption` come from the header of a dated text; a credit is not a publisher.
    """

    format: str
    text: str
    publisher: str | None
    title: str | None
    published: str | None
    url: str | None
    byline: str | None
    language: str | None
    photo_credit: str | None
    caption: str | None
    dropped: tuple[Dropped, ...]
