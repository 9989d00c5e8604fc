"""A fingerprint of the whole graph: two graphs with the same sorted ids and relationships have the same digest."""

import hashlib

from neo4j import Driver

from graph_schema.cypher import load


def graph_digest(driver: Driver, database: str) -> str:
    """SHA-256 (hexadecimal) over every node's label and id and every relationship's type and ends, sorted.

    Sorting happens in the database and rows are streamed, so memory here stays constant.
    """
    digest = hashlib.sha256()
    with driver.session(database=database) as session:
        for query in ("queries/digest_nodes.cypher", "queries/digest_relationships.cypher"):
            for record in session.run(load(query)):
                digest.update("\x1f".join(record.values()).encode("utf-8") + b"\n")
    return digest.hexdigest()
