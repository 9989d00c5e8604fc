// What was judged automatically of pairs of references.
UNWIND $rows AS row
MATCH (one:Reference {id: row.one})
MATCH (other:Reference {id: row.other})
CREATE (one)-[:SAME_AS {verdict: row.verdict, score: row.score, why: row.why}]->(other)
