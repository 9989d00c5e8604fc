"""Bytes to characters, and the one normal form every paragraph has."""

import re
import unicodedata

from ingest.article import MAX_BYTES, MalformedDocument

# Invisible characters that split words or reorder what a person sees. Joiners (U+200C, U+200D) stay: scripts need them.
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def decode(raw: bytes | str, origin: str) -> str:
    """Characters of a document; UTF-8, or UTF-16 when a byte-order mark says so.

    The encoding is never guessed. Raises MalformedDocument when the document is larger than MAX_BYTES, empty, in
    another encoding, or contains NUL (which is what UTF-16 without its mark and binary files look like).
    """
    # Characters beyond the limit are bytes beyond it too: a huge string is refused before it is encoded.
    size = len(raw) if isinstance(raw, bytes) or len(raw) > MAX_BYTES else len(raw.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise MalformedDocument(origin, f"{size} bytes or more, the limit is {MAX_BYTES}")
    text = raw if isinstance(raw, str) else _decode_bytes(raw, origin)
    if "\x00" in text:
        at = text.index("\x00")
        raise MalformedDocument(origin, f"NUL at character {at}: a binary file, or UTF-16 without a byte-order mark")
    text = whole_characters(text).removeprefix("\ufeff")
    if not tidy(text):
        raise MalformedDocument(origin, "the document is empty")
    return text


def _decode_bytes(raw: bytes, origin: str) -> str:
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig").upper()
        raise MalformedDocument(origin, f"not {name}: {error.reason} at byte {error.start}") from error


def whole_characters(text: str) -> str:
    """Join the halves of surrogate pairs; a half without its other half, which no database stores, becomes U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def tidy(text: str) -> str:
    """One paragraph in normal form: whole characters, nothing invisible, single spaces, no edge spaces, NFC."""
    visible = _INVISIBLE.sub("", whole_characters(text))
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def paragraphs_of_lines(text: str) -> list[str]:
    """Paragraphs of plain text, where every line that is not blank is a paragraph."""
    return [paragraph for line in text.splitlines() if (paragraph := tidy(line))]
