"""Which articles copy which, for those whose text is due to be compared."""

from dataclasses import dataclass

from neo4j import ManagedTransaction

from graph_schema.cypher import load
from ingest.graph_writer import Row, rows_of
from ingest.joining.copies import Text, copy, runs_of


@dataclass(frozen=True, slots=True)
class Compared:
    """How many articles were due, and the ids of those that are, or no longer are, in a pair of copies."""

    due: int
    changed: frozenset[str]


def find_copies(tx: ManagedTransaction, limit: int) -> Compared:
    """Compare the texts that are due with those that share a key, and keep what is a copy of what."""
    due = [row["id"] for row in rows_of(tx, "joining/articles_due.cypher", limit=limit)]
    if not due:
        return Compared(0, frozenset())
    before = rows_of(tx, "joining/copies_clear.cypher", ids=due)
    pairs = {tuple(sorted((row["one"], row["other"]))) for row in rows_of(tx, "joining/alike.cypher", ids=due)}
    ids = sorted({id_ for pair in pairs for id_ in pair})
    texts = {row["id"]: _text(row) for row in rows_of(tx, "joining/texts.cypher", ids=ids)}
    found = [one for a, b in sorted(pairs) if (one := copy(texts[a], texts[b])) is not None]
    rows = [{"copy": one.copy, "original": one.original, "share": one.share} for one in found]
    tx.run(load("joining/copies.cypher"), rows=rows).consume()
    changed = {(row["copy"], row["original"]) for row in before} | {(one.copy, one.original) for one in found}
    return Compared(len(due), frozenset(id_ for pair in changed for id_ in pair))


def _text(row: Row) -> Text:
    return Text(row["id"], row["published"], runs_of(row["text"]))
