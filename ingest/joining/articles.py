"""What the joining stage sees of an article: who published it, when, its text and what was read in it."""

from dataclasses import dataclass

from ingest.extraction import Extraction


def when_published(day: str | None) -> str:
    """An ISO day as a key to sort by; an article without a date comes after all that have one."""
    return day or "9999"


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article with its reading. `published` is an ISO date; what is unknown is None. Offsets refer to `text`."""

    id: str
    outlet: str | None
    published: str | None
    text: str
    extraction: Extraction

    def ref(self, key: str) -> str:
        """An id for something local to this article that is unique among all articles."""
        return f"{self.id}.{key}"
