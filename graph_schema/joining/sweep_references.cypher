// References that no article uses any more and nobody decided about, and keys that find nothing; returns for what they stood.
UNWIND $ids AS id
MATCH (r:Reference {id: id})
WHERE NOT EXISTS { (r)<-[:CALLS]-() } AND NOT EXISTS { (r)-[j:SAME_AS]-() WHERE j.decision IS NOT NULL }
OPTIONAL MATCH (r)-[:STANDS_FOR]->(n)
OPTIONAL MATCH (r)-[:KEYED]->(k:Key)
WITH r, n.id AS entity, collect(k) AS keys
DETACH DELETE r
WITH entity, keys
FOREACH (k IN [k IN keys WHERE NOT EXISTS { (k)<-[:KEYED]-() }] | DELETE k)
RETURN DISTINCT entity
