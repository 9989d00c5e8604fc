// Where an incident happened.
UNWIND $rows AS row
MATCH (a:Incident {id: row.start})
MATCH (b:Place {id: row.end})
MERGE (a)-[:OCCURRED_AT]->(b)
