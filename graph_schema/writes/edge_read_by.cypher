// Which run read a revision.
UNWIND $rows AS row
MATCH (a:Revision {id: row.start})
MATCH (b:Run {id: row.end})
MERGE (a)-[:READ_BY]->(b)
