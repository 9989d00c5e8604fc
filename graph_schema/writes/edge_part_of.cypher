// Which place lies in which.
UNWIND $rows AS row
MATCH (a:Place {id: row.start})
MATCH (b:Place {id: row.end})
MERGE (a)-[:PART_OF]->(b)
