// Every relationship, for the digest.
MATCH (a)-[r]->(b)
RETURN type(r) AS type, a.id AS start, b.id AS end
ORDER BY type, start, end
