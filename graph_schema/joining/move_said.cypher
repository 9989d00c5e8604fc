// What was said by these references was said by what they stand for.
UNWIND $ids AS id
MATCH (r:Reference {id: id})-[:STANDS_FOR]->(n)
MATCH (before)-[e:SAID {reference: id}]->(c:Claim)
USING INDEX e:SAID(reference)
WHERE before <> n
CREATE (n)-[moved:SAID]->(c)
SET moved = properties(e)
DELETE e
