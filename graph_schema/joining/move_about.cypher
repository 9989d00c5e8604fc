// Claims about these references are about what they stand for.
UNWIND $ids AS id
MATCH (r:Reference {id: id})-[:STANDS_FOR]->(n)
MATCH (c:Claim)-[e:ABOUT {reference: id}]->(before)
USING INDEX e:ABOUT(reference)
WHERE before <> n
CREATE (c)-[moved:ABOUT]->(n)
SET moved = properties(e)
DELETE e
