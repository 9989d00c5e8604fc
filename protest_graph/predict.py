"""Reading annotated articles without a graph, for scorers: gold file in, prediction in its format out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from ingest.extraction import Span
from ingest.joining.gold_format import article_text, to_gold_format
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
    return to_gold_format(articles, _reader().read(texts.values()))


def predict_attributions(folder: Path) -> Iterator[dict[str, Any]]:
    """Who says what in every text file below a folder: its name, source, cue and contents as ranges of characters.

    Raises Failure when there is no text, one is not UTF-8, or there is no such pipeline.
    """
    paths = sorted(folder.rglob("*.txt"))
    if not paths:
        raise Failure(f"{folder}: no .txt file in it or below it")
    try:  # as they are on disk: a translated line end would move every offset
        texts = [_Text(path.read_bytes().decode("utf-8"), None) for path in paths]
    except UnicodeDecodeError as error:
        raise Failure(f"{folder}: a text is not UTF-8: {error}") from error
    for path, found in zip(paths, _reader().reported(texts), strict=True):
        for one in found:
            yield {
                "doc": path.stem,
                "source": _pair(one.source),
                "cue": _pair(one.cue),
                "content": [_pair(part) for part in one.contents],
                "score": one.score,
            }


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span is not None else None


def _reader() -> Reader:
    try:
        return Reader()
    except PipelineError as error:
        raise Failure(str(error)) from error
