// References that no article uses any more stand for nothing, and go unless somebody decided about them; returns what
// they stood for, who may be judged otherwise without them, and by which keys they were found.
UNWIND $ids AS id
MATCH (r:Reference {id: id}) WHERE NOT EXISTS { (r)<-[:CALLS]-() }
OPTIONAL MATCH (r)-[stands:STANDS_FOR]->(n)
WITH r, stands, n,
     COLLECT { MATCH (n)<-[:STANDS_FOR]-(mate) WHERE mate <> r RETURN mate.id }
     + COLLECT { MATCH (r)-[:SAME_AS]-(other) RETURN other.id } AS others,
     COLLECT { MATCH (r)-[:KEYED]->(k:Key) RETURN k } AS keys,
     EXISTS { (r)-[j:SAME_AS]-() WHERE j.decision IS NOT NULL } AS decided
DELETE stands
WITH r, n.id AS bearer, others, keys, [k IN keys | k.id] AS found_by, decided
FOREACH (_ IN CASE WHEN decided THEN [] ELSE [1] END | DETACH DELETE r)
WITH bearer, others, keys, found_by
FOREACH (k IN [k IN keys WHERE NOT EXISTS { (k)<-[:KEYED]-() }] | DELETE k)
RETURN bearer, others, found_by AS keys
