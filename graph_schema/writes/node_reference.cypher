// References; each is locked until this batch is written, so that joining moves none meanwhile, and is due to be joined.
UNWIND $rows AS row
MERGE (n:Reference {id: row.id})
ON CREATE SET n += row
SET n.joinDue = true
WITH n WHERE NOT EXISTS { (n)-[:STANDS_FOR]->() }
RETURN n.id AS id
