"""A number that grows with every change of the graph: what was answered at an earlier version may no longer be so."""

from neo4j import ManagedTransaction

from graph_schema.cypher import load


def bump(tx: ManagedTransaction) -> None:
    """Count a change. Call it last in a transaction: until that ends, whoever else writes waits here."""
    tx.run(load("writes/version.cypher")).consume()
