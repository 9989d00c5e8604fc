"""A graph of many articles in little time: only what joining reads, written straight, each reference by itself.

Nothing is joined by this; articles that come later join what they meet, which costs more than in a graph that grew.
"""

from collections.abc import Callable
from dataclasses import replace

from neo4j import Driver, ManagedTransaction

from graph_schema.cypher import load
from ingest.accept import records
from ingest.formats import parse_document
from ingest.graph_writer import EDGE_WRITES, NODE_WRITES, Row, edge_rows, node_rows, write_bearers
from ingest.resolution.reading import Edge, ReadableRevision, Reading, resolve
from tests.scale.world import World, reading

BATCH = 500  # articles a transaction
ARTICLES = """UNWIND $rows AS row
CREATE (a:Article)-[:HAS_REVISION]->(r:Revision)
SET a = row.article, r = row.revision"""
REFERENCES = "UNWIND $rows AS row CREATE (r:Reference) SET r = row"


def load_articles(driver: Driver, database: str, world: World, articles: int, tell: Callable[[int], None]) -> None:
    """Write the first articles of a world into an empty graph."""
    there: set[str] = set()  # references and keys
    with driver.session(database=database) as session:
        for first in range(0, articles, BATCH):
            some = [_read(world, number) for number in range(first, min(articles, first + BATCH))]
            session.execute_write(_write, some, there)
            tell(first + len(some))
    with driver.session(database=database) as session:
        session.run("CALL db.awaitIndexes(3600)").consume()


def _read(world: World, number: int) -> Reading:
    """One article with its incident, and the claim of one person about it."""
    document = world.article(number)
    parsed = parse_document(document.raw, document.origin, document.metadata)
    article, revision = records(document, parsed)
    whole = reading(parsed.text, article.published_at)
    read = replace(whole, sentences=whole.sentences[:2], mentions=(), claims=whole.claims[:1])
    return resolve(ReadableRevision(revision.id, article.id, parsed.text, article.published_at, None), read)


def _write(tx: ManagedTransaction, some: list[Reading], there: set[str]) -> None:
    tx.run(ARTICLES, rows=[_article(one) for one in some]).consume()
    fresh = {id_: node for one in some for id_, node in one.nodes["Reference"].items() if id_ not in there}
    tx.run(REFERENCES, rows=node_rows(fresh.values())).consume()
    alone = {id_: bearer for one in some for id_, bearer in one.alone.items() if id_ in fresh}
    write_bearers(tx, alone, joined=False)
    used = {edge.end for one in some for edge in _edges(one, "KEYED")} - there
    tx.run(load(NODE_WRITES["Key"]), rows=[{"id": id_} for id_ in sorted(used)]).consume()
    for label in ("Sentence", "Claim"):
        tx.run(load(NODE_WRITES[label]), rows=node_rows(n for one in some for n in one.nodes[label].values())).consume()
    for kind in ("CALLS", "KEYED", "HAS_SENTENCE", "EVIDENCED_BY", "SAID", "ABOUT"):
        edges = [e for one in some for e in _edges(one, kind) if kind != "KEYED" or e.start in fresh]
        tx.run(load(EDGE_WRITES[kind]), rows=edge_rows(kind, {(e.start, e.end): e for e in edges}.values())).consume()
    there |= fresh.keys() | used


def _article(one: Reading) -> Row:
    revision, setting = one.revision, one.setting
    return {
        "article": {
            "id": revision.article, "publishedAt": revision.published, "language": "en",
            "places": list(setting.places), "countries": list(setting.countries), "company": list(setting.company),
        },
        "revision": {"id": revision.id, "text": revision.text, "status": "done"},
    }  # fmt: skip


def _edges(one: Reading, kind: str) -> list[Edge]:
    """Without the keys of texts: they are found by words that no other text has."""
    return [edge for edge in one.edges.get(kind, {}).values() if not edge.start.startswith("art-") or kind != "KEYED"]
