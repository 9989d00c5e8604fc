// What stands for the same as each of these references.
MATCH (r:Reference) WHERE r.id IN $ids
RETURN r.id AS id, COLLECT { MATCH (r)-[:STANDS_FOR]->()<-[:STANDS_FOR]-(mate) RETURN mate.id } AS mates
