// Every claim is proved by exactly one sentence.
MATCH (c:Claim)
WITH c, COUNT { (c)-[:EVIDENCED_BY]->(:Sentence) } AS sentences WHERE sentences <> 1
RETURN c.id AS id, 'is evidenced by ' + sentences + ' sentences' AS why
