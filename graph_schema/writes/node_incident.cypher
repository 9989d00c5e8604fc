// Incidents; everything they hold follows from their id, except the end of the date range, which is the widest reported.
UNWIND $rows AS row
MERGE (n:Incident {id: row.id})
ON CREATE SET n += row
WITH n, row WHERE row.endDate > n.endDate
SET n.endDate = row.endDate
