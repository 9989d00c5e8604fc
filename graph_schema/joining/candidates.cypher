// Which references are found by the keys that the given ones seek.
UNWIND $rows AS row
MATCH (k:Key) WHERE k.id IN row.keys
MATCH (other:Reference)-[:KEYED]->(k) WHERE other.id <> row.id
RETURN DISTINCT row.id AS one, other.id AS other
ORDER BY one, other
