// What articles used in place of others as long as people had decided so; returns what they use again.
UNWIND $ids AS id
MATCH (r:Reference {id: id})<-[old:CALLS]-(a:Article) WHERE r.apartFrom IS NOT NULL AND NOT EXISTS { (a)-[:RELINKED]->(r) }
MATCH (used:Reference {id: r.apartFrom})
CREATE (a)-[new:CALLS]->(used)
SET new = properties(old), used.joinDue = true
DELETE old
WITH a, r, used
CALL (a, r, used) {
  MATCH (a)-[:HAS_REVISION]->(:Revision)-[:HAS_SENTENCE]->(:Sentence)-[:HAS_MENTION]->(:Mention)-[e:REFERS_TO]->()
  WHERE e.reference = r.id
  SET e.reference = used.id
}
CALL (a, r, used) {
  MATCH (a)-[:HAS_REVISION]->(:Revision)-[:HAS_SENTENCE]->(:Sentence)<-[:EVIDENCED_BY]-(c:Claim)
  MATCH (c)-[e:SAID|ABOUT|ATTRIBUTED_VIA]-() WHERE e.reference = r.id
  SET e.reference = used.id
}
RETURN DISTINCT used.id AS id
