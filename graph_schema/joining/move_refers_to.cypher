// Mentions of these references stand for what the references stand for.
UNWIND $ids AS id
MATCH (r:Reference {id: id})-[:STANDS_FOR]->(n)
MATCH (m:Mention)-[e:REFERS_TO {reference: id}]->(before)
USING INDEX e:REFERS_TO(reference)
WHERE before <> n
CREATE (m)-[moved:REFERS_TO]->(n)
SET moved = properties(e)
DELETE e
