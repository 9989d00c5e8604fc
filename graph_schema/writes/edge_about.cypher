// What a claim is about: what references stand for.
UNWIND $rows AS row
MATCH (r:Reference {id: row.end})-[:STANDS_FOR]->(n)
MATCH (c:Claim {id: row.start})
CREATE (c)-[e:ABOUT]->(n)
SET e = row.properties, e.reference = r.id
