// The shortcut REPORTED holds only where an article of that outlet makes the claim.
MATCH (s:Source)-[:REPORTED]->(c:Claim)
WHERE NOT EXISTS { (s)-[:PUBLISHED]->()-[:HAS_REVISION]->()-[:HAS_SENTENCE]->()<-[:EVIDENCED_BY]-(c) }
RETURN c.id AS id, 'is not in an article of ' + s.id AS why
