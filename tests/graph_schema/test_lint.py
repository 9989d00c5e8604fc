from typing import LiteralString

import pytest
from neo4j import Driver

from graph_schema import cypher
from graph_schema.lint import run_lint
from graph_schema.settings import GraphSettings

# One article that says one thing. The emoji takes two of Java's characters and one of Python's.
WELL_FORMED = """
CREATE (:Source {id: 'src-1', name: 'Outlet', kind: 'outlet'})-[:PUBLISHED]->
       (:Article {id: 'art-1', language: 'en'})-[:HAS_REVISION]->
       (r:Revision {id: 'rev-1', raw: '', rawEncoding: 'utf-8', origin: 'test', dropped: [], contentHash: 'x',
                    text: 'Flags 😀. Ann said no.', status: 'done', acceptedAt: 1})-[:HAS_SENTENCE]->
       (s:Sentence {id: 'sen-1', idx: 0, text: 'Ann said no.', charStart: 9, charEnd: 21})-[:HAS_MENTION]->
       (:Mention {id: 'men-1', surface: 'Ann', kind: 'person', nominal: false, charStart: 9, charEnd: 12})
       -[:REFERS_TO]->(p:Person {id: 'per-1', name: 'Ann', aliases: [], roles: []})
CREATE (r)-[:READ_BY]->(:Run {id: 'run-1', pipeline: '1', model: '1', codebook: '1'})
CREATE (s)<-[:EVIDENCED_BY]-
       (c:Claim {id: 'clm-1', article: 'art-1', published: '', text: 'no', kind: 'protest',
        stance: 'asserted', quoteType: 'indirect', charStart: 18,
                 charEnd: 20, datePrecision: 'unknown', tactics: [], slogans: [], causes: [],
                 method: 'test'})-[:ABOUT]->
       (:Incident {id: 'inc-1', name: 'Protest', type: 'protest', datePrecision: 'unknown', placePrecision: 'unknown'})
CREATE (p)-[:SAID]->(c)
WITH c MATCH (o:Source) CREATE (o)-[:REPORTED]->(c)
"""

VIOLATIONS: list[tuple[str, LiteralString]] = [
    ("required_properties", "MATCH (n:Sentence) REMOVE n.idx"),
    ("required_properties", "CREATE (:Protest {id: 'x'})"),
    ("required_properties", "CREATE ()"),
    ("relationship_ends", "MATCH (p:Person), (r:Run) CREATE (p)-[:SAID]->(r)"),
    ("relationship_ends", "MATCH (p:Person), (c:Claim) CREATE (p)-[:SHOUTED]->(c)"),
    ("mention_referent", "MATCH (:Mention)-[e:REFERS_TO]->() DELETE e"),
    ("containment", "MATCH ()-[e:HAS_MENTION]->() DELETE e"),
    ("containment", "MATCH ()-[e:HAS_SENTENCE]->() DELETE e"),
    ("containment", "MATCH ()-[e:HAS_REVISION]->() DELETE e"),
    ("article_revision", "CREATE (:Article {id: 'art-2', language: 'en'})"),
    ("article_source", "MATCH (a:Article) CREATE (:Source {id: 's', name: 'B', kind: 'outlet'})-[:PUBLISHED]->(a)"),
    ("claim_evidence", "MATCH ()-[e:EVIDENCED_BY]->() DELETE e"),
    ("claim_evidence", "MATCH (c:Claim), (s:Sentence) CREATE (c)-[:EVIDENCED_BY]->(s)"),
    ("claim_article", "MATCH ()-[e:HAS_SENTENCE]->() DELETE e"),
    ("reported_without_evidence", "MATCH (:Source)-[e:PUBLISHED]->() DELETE e"),
    ("evidence_without_reported", "MATCH ()-[e:REPORTED]->() DELETE e"),
    ("offsets_sentence", "MATCH (s:Sentence) SET s.charStart = s.charStart + 1"),
    ("offsets_sentence", "MATCH (s:Sentence) SET s.charEnd = 1000"),
    ("offsets_sentence", "MATCH (s:Sentence) SET s.charStart = s.charEnd"),
    ("offsets_sentence", "MATCH (s:Sentence) SET s.charStart = -1"),
    ("offsets_sentence", "MATCH (s:Sentence) REMOVE s.charStart"),
    ("offsets_mention", "MATCH (m:Mention) SET m.surface = 'Bob'"),
    ("offsets_mention", "MATCH (m:Mention) SET m.charStart = 0, m.charEnd = 5, m.surface = 'Flags'"),
    ("offsets_claim", "MATCH (c:Claim) SET c.charStart = 0"),
    ("offsets_claim", "MATCH (c:Claim) REMOVE c.charEnd"),
    ("incident_claim", "MATCH ()-[e:ABOUT]->(:Incident) DELETE e"),
    ("entity_evidence", "CREATE (:Group {id: 'grp-1', name: 'women', aliases: []})"),
    ("reading_state", "MATCH (r:Revision) SET r.token = 'x'"),
    ("reading_state", "MATCH (r:Revision) SET r.dueAt = 1"),
    ("reading_state", "MATCH (r:Revision) SET r.status = 'accepted'"),
    ("reading_state", "MATCH (r:Revision) REMOVE r.status"),
    ("parked_reason", "MATCH (r:Revision) SET r.status = 'parked'"),
    ("done_run", "MATCH ()-[e:READ_BY]->() DELETE e"),
]


@pytest.fixture
def database(neo4j_settings: GraphSettings, graph: Driver) -> str:
    graph.execute_query(WELL_FORMED, database_=neo4j_settings.database)
    return neo4j_settings.database


def test_a_well_formed_graph_is_clean(graph: Driver, database: str) -> None:
    assert run_lint(graph, database) == []


@pytest.mark.parametrize(("invariant", "plant"), VIOLATIONS)
def test_a_planted_violation_is_reported(graph: Driver, database: str, invariant: str, plant: LiteralString) -> None:
    graph.execute_query(plant, database_=database)
    found = [violation for violation in run_lint(graph, database) if violation.invariant == invariant]
    assert found
    assert all(violation.id and violation.why and violation.rule for violation in found)


def test_a_replaced_text_needs_no_run(graph: Driver, database: str) -> None:
    graph.execute_query(
        """MATCH (a:Article)
        CREATE (a)-[:HAS_REVISION]->(:Revision {id: 'rev-0', raw: '', rawEncoding: 'utf-8', origin: 'test', dropped: [],
                                                contentHash: 'y', text: 'Old.', status: 'done', acceptedAt: 0})""",
        database_=database,
    )
    assert run_lint(graph, database) == []


def test_every_rule_has_a_planted_violation() -> None:
    rules = {name.removeprefix("lint/").removesuffix(".cypher") for name in cypher.names("lint")}
    assert rules == {invariant for invariant, _ in VIOLATIONS}
