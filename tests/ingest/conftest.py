"""A reader that needs no language pipeline: what the queue and the writer guarantee does not depend on what is read."""

from collections.abc import Iterator, Sequence

import pytest

from graph_schema.model import Run
from ingest.extraction import EntityMention, ExtractedClaim, Extraction, LocalEntity, SentenceSpan, Span, Speaker
from ingest.resolution.reading import ReadableRevision

POISON = "unreadable on purpose"


class PlainReader:
    """One sentence a text; its first word is an organisation that says the rest."""

    run = Run(id="run-plain", pipeline="plain", model="none", codebook="none")

    def read(self, articles: Sequence[ReadableRevision]) -> Iterator[Extraction]:
        return map(self._extract, articles)

    def _extract(self, article: ReadableRevision) -> Extraction:
        if POISON in article.text:
            raise ValueError("a text this reader cannot read")
        whole, first = Span(0, len(article.text)), Span(0, article.text.index(" "))
        name = article.text[: first.end]
        speaker = Speaker("entity", entity="e0", span=first)
        claim = ExtractedClaim(
            0, Span(first.end + 1, whole.end), speaker, None, None, (), "indirect", "asserted", "statement",
            None, None, (), None, None, "test",
        )  # fmt: skip
        entity = LocalEntity("e0", "organisation", name, ())
        mention = EntityMention(first, "e0", "organisation", nominal=False)
        return Extraction((SentenceSpan(0, whole),), (entity,), (mention,), (claim,), ())


@pytest.fixture
def plain_reader() -> PlainReader:
    return PlainReader()
