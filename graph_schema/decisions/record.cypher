// A decision, the pairs it is about, and the references that are to be joined again by it.
CREATE (d:Decision {id: $decision.id})
SET d += $decision
WITH d
UNWIND $rows AS row
MATCH (one:Reference {id: row.one})
MATCH (other:Reference {id: row.other})
MERGE (one)-[j:SAME_AS {decision: d.id}]->(other)
SET j.verdict = row.verdict, j.score = 1.0, j.why = $decision.reason
WITH d, [one, other] AS pair
UNWIND pair AS r
WITH DISTINCT d, r
MERGE (d)-[:CONCERNS]->(r)
SET r.joinDue = true
