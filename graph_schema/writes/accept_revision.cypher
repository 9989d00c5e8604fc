// Accepted texts, due at once; returns for each whether it was new.
UNWIND $rows AS row
OPTIONAL MATCH (known:Revision {id: row.properties.id})
WITH row, known IS NULL AS new
MATCH (a:Article {id: row.article})
MERGE (r:Revision {id: row.properties.id})
ON CREATE SET r += row.properties, r.status = 'accepted', r.acceptedAt = timestamp(), r.dueAt = timestamp(), r.attempt = 0
MERGE (a)-[:HAS_REVISION]->(r)
RETURN r.id AS id, new
