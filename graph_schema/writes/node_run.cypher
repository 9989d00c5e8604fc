// The versions that read.
UNWIND $rows AS row
MERGE (n:Run {id: row.id})
ON CREATE SET n += row, n.startedAt = timestamp()
