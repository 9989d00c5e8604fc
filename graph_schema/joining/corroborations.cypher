// Claims of two independent origins that say the same.
UNWIND $rows AS row
MATCH (one:Claim {id: row.one})
MATCH (other:Claim {id: row.other})
MERGE (one)-[:CORROBORATES]->(other)
