"""Accepting: whatever comes in is stored raw before anything reads it, so that nothing is lost after this returned."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from neo4j import Driver, ManagedTransaction

from graph_schema import ids
from graph_schema.cypher import load
from graph_schema.model import Article, Revision, Source, properties
from graph_schema.version import bump
from ingest.article import MalformedDocument, ParsedArticle
from ingest.formats import parse_document
from ingest.sources.raw import RawDocument, SetAside

BATCH = 100  # documents a transaction
BATCH_BYTES = 4_000_000  # raw input a transaction, so that it fits a small server's memory


@dataclass(frozen=True, slots=True)
class Accepted:
    """A document that is stored and will be read; `new` is false when exactly this text was there before."""

    origin: str
    article: str
    revision: str
    new: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that no format could parse; it is stored as it came, under `revision`, with the reason."""

    origin: str
    reason: str
    revision: str


@dataclass(slots=True)
class AcceptReport:
    """What became of each document."""

    accepted: list[Accepted] = field(default_factory=list[Accepted])
    refused: list[Refused] = field(default_factory=list[Refused])


Row: TypeAlias = dict[str, Any]


def accept(driver: Driver, database: str, documents: Iterable[RawDocument | SetAside]) -> Iterator[AcceptReport]:
    """Store documents, one transaction for each hundred or 4 MB, and report on each batch once it is durable."""
    with driver.session(database=database) as session:
        for batch in _batches(documents):
            yield session.execute_write(_store, batch)


def _batches(documents: Iterable[RawDocument | SetAside]) -> Iterator[Sequence[RawDocument | SetAside]]:
    batch: list[RawDocument | SetAside] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.raw or b"")
        if len(batch) == BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _store(tx: ManagedTransaction, documents: Sequence[RawDocument | SetAside]) -> AcceptReport:
    report = AcceptReport()
    sources: dict[str, Row] = {}
    articles: dict[str, Row] = {}
    published: dict[str, Row] = {}
    revisions: dict[str, Row] = {}
    aside: dict[str, Row] = {}
    origins: list[tuple[str, str, str]] = []
    for document in documents:
        try:
            parsed = _parse(document)
        except MalformedDocument as error:
            row = _set_aside(document, error.reason)
            aside[row["id"]] = row
            report.refused.append(Refused(document.origin, error.reason, row["id"]))
            continue
        article, revision = records(document, parsed)
        articles[article.id] = properties(article)
        revisions[revision.id] = {"article": article.id, "properties": properties(revision)}
        origins.append((document.origin, article.id, revision.id))
        if parsed.publisher:
            source = Source(id=ids.source_id(parsed.publisher), name=parsed.publisher, kind="outlet")
            sources[source.id] = properties(source)
            published[article.id] = {"start": source.id, "end": article.id}
    tx.run(load("writes/accept_source.cypher"), rows=_sorted(sources)).consume()
    tx.run(load("writes/accept_article.cypher"), rows=_sorted(articles)).consume()
    tx.run(load("writes/accept_published.cypher"), rows=_sorted(published)).consume()
    tx.run(load("writes/accept_mended.cypher"), rows=[row["properties"] for row in _sorted(revisions)]).consume()
    new = {
        row["id"]: row["new"] for row in tx.run(load("writes/accept_revision.cypher"), rows=_sorted(revisions)).data()
    }
    tx.run(load("writes/accept_set_aside.cypher"), rows=_sorted(aside)).consume()
    bump(tx)
    report.accepted.extend(Accepted(origin, article, revision, new[revision]) for origin, article, revision in origins)
    return report


def _parse(document: RawDocument | SetAside) -> ParsedArticle:
    if isinstance(document, SetAside):
        raise MalformedDocument(document.origin, document.reason)
    parsed = parse_document(document.raw, document.origin, document.metadata)
    if parsed.publisher and not ids.fold_name(parsed.publisher):
        raise MalformedDocument(document.origin, f"publisher {parsed.publisher!r} has no letters")
    return parsed


def _sorted(rows: dict[str, Row]) -> list[Row]:
    return [rows[key] for key in sorted(rows)]


def records(document: RawDocument | SetAside, parsed: ParsedArticle) -> tuple[Article, Revision]:
    """The article and the revision that a parsed document is, with their content-derived ids."""
    article = ids.article_id(parsed.url, parsed.publisher, parsed.title, parsed.published, parsed.text)
    content = document.raw or b""
    raw, encoding = _storable(content)
    return (
        Article(
            id=article,
            title=parsed.title,
            url=parsed.url,
            published_at=parsed.published,
            language=parsed.language or "und",
            byline=parsed.byline,
        ),
        Revision(
            id=ids.revision_id(article, parsed.text),
            raw=raw,
            raw_encoding=encoding,
            origin=document.origin,
            format=parsed.format,
            text=parsed.text,
            dropped=tuple(f"{dropped.reason}: {dropped.text}" for dropped in parsed.dropped),
            content_hash=_content_hash(content),
        ),
    )


def _set_aside(document: RawDocument | SetAside, reason: str) -> Row:
    content = document.raw or b""
    raw, encoding = _storable(content)
    content_hash = _content_hash(content)
    revision = Revision(
        id=ids.content_id("rev", None, document.origin, content_hash),
        raw=raw,
        raw_encoding=encoding,
        origin=document.origin,
        format=None,
        text=None,
        dropped=(),
        content_hash=content_hash,
    )
    return {**properties(revision), "reason": reason}


def _content_hash(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _storable(raw: bytes) -> tuple[str, Any]:
    """Raw bytes as a string the graph can hold, and how it is encoded."""
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return base64.b64encode(raw).decode("ascii"), "base64"
