// Claims that cannot both be so.
UNWIND $rows AS row
MATCH (one:Claim {id: row.one})
MATCH (other:Claim {id: row.other})
CREATE (one)-[:CONTRADICTS {basis: row.basis, score: row.score, why: row.why}]->(other)
