// The article uses these references from now on, in place of those they were taken out of.
MATCH (a:Article {id: $article})
UNWIND $rows AS row
MATCH (r:Reference {id: row.reference})
MATCH (own:Reference {id: row.apart})
CREATE (a)-[:RELINKED {decision: $decision, reference: r.id}]->(own)
SET r.joinDue = true
WITH r
MATCH (d:Decision {id: $decision})
MERGE (d)-[:CONCERNS]->(r)
