"""What every source yields: a document with its metadata, or what had to be set aside."""

from dataclasses import dataclass

from ingest.article import Metadata


@dataclass(frozen=True, slots=True)
class RawDocument:
    """Bytes as found, where they were found, and what was given beside them."""

    origin: str
    raw: bytes
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class SetAside:
    """Something a source could not hand on: where, why in one line, and its bytes where they could be read."""

    origin: str
    reason: str
    raw: bytes | None = None
