// The span of every claim lies inside the sentence that proves it.
MATCH (c:Claim)-[:EVIDENCED_BY]->(s:Sentence)
WHERE NOT coalesce(s.charStart <= c.charStart < c.charEnd <= s.charEnd, false)
RETURN c.id AS id, coalesce(c.charStart + ' to ' + c.charEnd + ' is not inside ' + s.charStart + ' to ' + s.charEnd, 'has no offsets') AS why
