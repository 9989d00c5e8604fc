"""What a document says of itself, before it is joined with what was given beside it."""

from dataclasses import dataclass

from ingest.article import Dropped


@dataclass(frozen=True, slots=True)
class Stated:
    """Paragraphs in normal form and what the text itself states; None is not stated."""

    paragraphs: list[str]
    dropped: list[Dropped]
    publisher: str | None = None
    published: str | None = None
    photo_credit: str | None = None
    caption: str | None = None
