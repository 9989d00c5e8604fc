// What these references passed on was passed on by what they stand for.
UNWIND $ids AS id
MATCH (r:Reference {id: id})-[:STANDS_FOR]->(n)
MATCH (c:Claim)-[e:ATTRIBUTED_VIA {reference: id}]->(before)
USING INDEX e:ATTRIBUTED_VIA(reference)
WHERE before <> n
CREATE (c)-[moved:ATTRIBUTED_VIA]->(n)
SET moved = properties(e)
DELETE e
