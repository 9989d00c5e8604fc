// What happened at these references happened where they stand for.
UNWIND $ids AS id
MATCH (r:Reference {id: id})-[:STANDS_FOR]->(n:Place)
MATCH (i:Incident)-[e:OCCURRED_AT {reference: id}]->(before)
USING INDEX e:OCCURRED_AT(reference)
WHERE before <> n
CREATE (i)-[moved:OCCURRED_AT]->(n)
SET moved = properties(e)
DELETE e
