"""Reading annotated articles without a graph, for scorers: gold file in, prediction in its format out."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from ingest.nlp.gold_format import article_text, to_gold_format
from ingest.nlp.load import PipelineError
from ingest.nlp.reader import Reader
from protest_graph.console import Failure


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    published: str | None


def predict(gold: Path) -> dict[str, Any]:
    """What the reader finds in the `articles` of a file; its annotations are not looked at.

    Raises Failure when the file is not JSON, an article lacks its id or paragraphs, or there is no such pipeline.
    """
    try:
        articles = orjson.loads(gold.read_bytes())["articles"]
        texts = {article["id"]: _Text(article_text(article), article.get("published")) for article in articles}
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise Failure(f"{gold}: not a file of annotated articles: {error}") from error
    try:
        reader = Reader()
    except PipelineError as error:
        raise Failure(str(error)) from error
    return to_gold_format(articles, reader.read(texts.values()))
