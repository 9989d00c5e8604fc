// Every article has a text.
MATCH (a:Article)
WHERE NOT EXISTS { (a)-[:HAS_REVISION]->(:Revision) }
RETURN a.id AS id, 'has no revision' AS why
