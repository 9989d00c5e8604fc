// Input that no format could parse, parked with its reason so that nothing is lost; returns for each whether it was new.
UNWIND $rows AS row
OPTIONAL MATCH (known:Revision {id: row.id})
WITH row, known IS NULL AS new
MERGE (r:Revision {id: row.id})
ON CREATE SET r += row, r.status = 'parked', r.acceptedAt = timestamp(), r.attempt = 0
SET r.reason = row.reason
RETURN r.id AS id, new
