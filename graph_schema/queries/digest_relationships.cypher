// Every relationship, for the digest; decisions are no part of what is known.
MATCH (a)-[r]->(b)
WHERE NOT a:Decision
RETURN type(r) AS type, a.id AS start, b.id AS end
ORDER BY type, start, end
