"""Content-derived ids: the same input gives the same id, so replays change nothing and workers need no coordination."""

import hashlib
import re

from anyascii import anyascii
from w3lib.url import canonicalize_url, url_query_cleaner

SEPARATOR = "\x1f"  # ASCII unit separator: refused inside parts, so different parts never give one key
MISSING = "\x1e"  # stands for None, which must differ from an empty string
DIGEST_LENGTH = 20  # hexadecimal digits: 80 bits, one collision expected near 10**12 ids of a kind

TRACKING = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "fbclid", "gclid", "yclid", "ref")


def content_id(prefix: str, *parts: str | int | None) -> str:
    """`<prefix>-<hash of the parts>`.

    Raises ValueError when a part holds one of the two reserved control characters.
    """
    texts = [MISSING if part is None else str(part) for part in parts]
    for part, text in zip(parts, texts, strict=True):
        if part is not None and (SEPARATOR in text or MISSING in text):
            raise ValueError(f"id part holds a reserved control character: {text[:40]!r}")
    digest = hashlib.sha256(SEPARATOR.join(texts).encode("utf-8")).hexdigest()
    return f"{prefix}-{digest[:DIGEST_LENGTH]}"


def fold_name(name: str) -> str:
    """A name as a comparison key: Latin letters (transliterated), lower case, single spaces, no punctuation."""
    return " ".join(re.findall(r"\w+", anyascii(name).lower()))


def canonical_url(url: str) -> str:
    """The address without fragment, tracking parameters and differences of order or case that mean nothing."""
    return canonicalize_url(url_query_cleaner(url, TRACKING, remove=True))


def source_id(name: str) -> str:
    """An outlet's readable id; spellings that fold alike are one source. ValueError on a name without letters."""
    folded = fold_name(name)
    if not folded:
        raise ValueError(f"source name without letters or digits: {name!r}")
    return "src-" + folded.replace(" ", "-")


def article_id(url: str | None, publisher: str | None, title: str | None, published: str | None, text: str) -> str:
    """Stable across edits where an address or a title is known; otherwise only the text itself identifies it."""
    if url:
        return content_id("art", "url", canonical_url(url))
    if title:
        return content_id("art", "title", publisher, fold_name(title), published)
    return content_id("art", "text", publisher, text)


def revision_id(article: str, text: str) -> str:
    """One version of an article's text."""
    return content_id("rev", article, text)


def sentence_id(revision: str, char_start: int) -> str:
    """One sentence of a revision, by where it starts."""
    return content_id("sen", revision, char_start)


def mention_id(sentence: str, char_start: int, kind: str) -> str:
    """One mention; two kinds at one place are two readings."""
    return content_id("men", sentence, char_start, kind)


def claim_id(sentence: str, char_start: int, char_end: int, cue_start: int | None) -> str:
    """One utterance: its span and the cue that introduces it."""
    return content_id("clm", sentence, char_start, char_end, cue_start)
