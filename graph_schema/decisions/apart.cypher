// References for what one article alone calls by others; they stand for the same until they are joined by themselves.
UNWIND $rows AS row
MATCH (r:Reference {id: row.reference})-[:STANDS_FOR]->(n)
MERGE (own:Reference {id: row.apart})
ON CREATE SET own.kind = r.kind, own.name = r.name, own.apartFrom = r.id
WITH own, n WHERE NOT EXISTS { (own)-[:STANDS_FOR]->() }
CREATE (own)-[:STANDS_FOR]->(n)
