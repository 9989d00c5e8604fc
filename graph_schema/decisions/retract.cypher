// Take a decision back: it is kept, its pairs are judged again; nothing when it is unknown or was taken back before.
MATCH (d:Decision {id: $id}) WHERE d.retractedAt IS NULL
SET d.retractedAt = $at, d.retractedBy = $actor
WITH d
MATCH (d)-[:CONCERNS]->(r:Reference)
SET r.joinDue = true
WITH d, collect(r) AS concerned
OPTIONAL MATCH (:Reference)-[j:SAME_AS {decision: d.id}]->(:Reference)
DELETE j
WITH DISTINCT d
OPTIONAL MATCH (:Article)-[l:RELINKED {decision: d.id}]->(:Reference)
DELETE l
WITH DISTINCT d
RETURN properties(d) AS decision
