// Which sentence holds which mention.
UNWIND $rows AS row
MATCH (a:Sentence {id: row.start})
MATCH (b:Mention {id: row.end})
MERGE (a)-[:HAS_MENTION]->(b)
