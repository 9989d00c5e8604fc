// The sentence that proves a claim.
UNWIND $rows AS row
MATCH (a:Claim {id: row.start})
MATCH (b:Sentence {id: row.end})
MERGE (a)-[:EVIDENCED_BY]->(b)
