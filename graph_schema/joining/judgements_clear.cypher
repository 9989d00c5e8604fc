// Forget what was judged automatically among these references.
MATCH (r:Reference)-[j:SAME_AS]->(other:Reference)
WHERE r.id IN $ids AND other.id IN $ids AND j.decision IS NULL
DELETE j
