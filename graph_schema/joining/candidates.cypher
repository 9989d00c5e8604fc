// Which references share a key with the given ones.
MATCH (r:Reference)-[:KEYED]->(:Key)<-[:KEYED]-(other:Reference)
WHERE r.id IN $ids AND other.id <> r.id
RETURN DISTINCT r.id AS one, other.id AS other
ORDER BY one, other
