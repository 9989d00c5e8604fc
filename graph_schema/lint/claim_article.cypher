// Every claim reaches the article that makes it.
MATCH (c:Claim)
WHERE NOT EXISTS { (c)-[:EVIDENCED_BY]->()<-[:HAS_SENTENCE]-()<-[:HAS_REVISION]-(:Article) }
RETURN c.id AS id, 'reaches no article' AS why
