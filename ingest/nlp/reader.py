"""Texts in, extractions out: the one door to the language components."""

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Protocol

from spacy.language import Language
from spacy.tokens import Doc

from graph_schema import ids
from graph_schema.codebook import load_codebook
from graph_schema.model import Run
from ingest.extraction import Extraction
from ingest.nlp.annotations import PUBLISHED
from ingest.nlp.extract import ReportedSpans, extract, reported_spans
from ingest.nlp.load import load_pipeline


class Text(Protocol):
    """What the reader needs of an article; `published` is an ISO date."""

    @property
    def text(self) -> str:
        """The text all offsets refer to."""
        ...

    @property
    def published(self) -> str | None:
        """ISO date, None when unknown."""
        ...


class Reader:
    """A loaded pipeline."""

    def __init__(self, model: str | None = None) -> None:
        """Load the named pipeline, or the project's own; raises PipelineError when it lacks something."""
        self._nlp = load_pipeline(model)
        self.run = _run(self._nlp)

    def read(self, articles: Iterable[Text]) -> Iterator[Extraction]:
        """One extraction for each article, in order."""
        return map(extract, self._nlp.pipe(map(self._doc, articles)))

    def reported(self, articles: Iterable[Text]) -> Iterator[list[ReportedSpans]]:
        """Who says what in each article: as the pipeline reads it, else by the claims that name a speaker."""
        for doc in self._nlp.pipe(map(self._doc, articles)):
            yield reported_spans(doc)

    def _doc(self, article: Text) -> Doc:
        doc = self._nlp.make_doc(article.text)
        if article.published:
            doc.user_data[PUBLISHED] = article.published
        return doc


def _run(nlp: Language) -> Run:
    model = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
    code, codebook = version("protest-graph"), load_codebook().version
    return Run(id=ids.content_id("run", code, model, codebook), pipeline=code, model=model, codebook=codebook)
