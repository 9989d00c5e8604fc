// Which revision holds which sentence.
UNWIND $rows AS row
MATCH (a:Revision {id: row.start})
MATCH (b:Sentence {id: row.end})
MERGE (a)-[:HAS_SENTENCE]->(b)
