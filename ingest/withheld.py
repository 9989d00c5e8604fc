"""Who is withheld from viewers of the public: private persons of whom articles say that they were detained.

A person is private as long as no article gives them a public office: what is not known protects. Their `withheld` is
true, which only reading by the public looks at; nothing of them is left out of the graph.
"""

from collections.abc import Collection

from neo4j import ManagedTransaction

from graph_schema.cypher import load

DETAINED = ("arrest", "detention_conditions")
"""Kinds of claims whose target is or was held."""

OFFICES = [
    "ambassador", "attorney-general", "ayatollah", "bishop", "chancellor",
    "commissioner", "congressman", "congresswoman", "councillor", "dictator", "emir", "envoy",
    "ex-president", "foreign-minister", "governor", "governor-general", "judge", "justice", "king",
    "lawmaker", "legislator", "magistrate", "mayor", "minister", "monarch",
    "parliamentarian", "patriarch", "police-chief", "politician", "pope", "prefect", "premier", "president",
    "president-elect", "prince", "princess", "prosecutor", "queen", "secretary-general", "senator",
    "spokesman", "spokesperson", "spokeswoman", "sultan", "undersecretary", "vice-premier", "vice-president",
]  # fmt: skip
"""Heads of a role ("deputy prime minister", "governor of …") that make its holder a public figure, whose arrest is news
under their name. A "protest leader" or "general worker" is none."""


def withhold(tx: ManagedTransaction, persons: Collection[str]) -> None:
    """Decide anew for the persons with these ids, after what is said of them or who they are has changed."""
    ids = sorted(id_ for id_ in persons if id_.startswith("per-"))
    tx.run(load("joining/withheld.cypher"), ids=ids, detained=DETAINED, offices=OFFICES).consume()
