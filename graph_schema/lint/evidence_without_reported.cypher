// The shortcut REPORTED is there wherever an outlet's article makes a claim.
MATCH (s:Source)-[:PUBLISHED]->()-[:HAS_REVISION]->()-[:HAS_SENTENCE]->()<-[:EVIDENCED_BY]-(c:Claim)
WHERE NOT EXISTS { (s)-[:REPORTED]->(c) }
RETURN DISTINCT c.id AS id, 'is not reported by ' + s.id AS why
