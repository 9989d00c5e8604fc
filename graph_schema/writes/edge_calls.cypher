// How an article uses a reference.
UNWIND $rows AS row
MATCH (a:Article {id: row.start})
MATCH (r:Reference {id: row.end})
MERGE (a)-[e:CALLS]->(r)
SET e = row.properties
