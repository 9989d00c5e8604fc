// Whom or what a mention stands for, by the reference it is a use of.
UNWIND $rows AS row
MATCH (r:Reference {id: row.end})-[:STANDS_FOR]->(n)
MATCH (m:Mention {id: row.start})
CREATE (m)-[e:REFERS_TO]->(n)
SET e = row.properties, e.reference = r.id
