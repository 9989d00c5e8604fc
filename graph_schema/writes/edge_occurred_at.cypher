// Where an incident happened: what the reference to its place stands for.
UNWIND $rows AS row
MATCH (i:Incident {id: row.start})
MATCH (r:Reference {id: row.end})-[:STANDS_FOR]->(p:Place)
MERGE (i)-[:OCCURRED_AT {reference: r.id}]->(p)
