// Channels that articles cite.
UNWIND $rows AS row
MERGE (n:Source {id: row.id})
ON CREATE SET n.name = row.name, n.kind = row.kind
