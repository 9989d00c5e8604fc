// By which keys a reference is found.
UNWIND $rows AS row
MATCH (r:Reference {id: row.start})
MATCH (k:Key {id: row.end})
MERGE (r)-[:KEYED]->(k)
