// What articles use in place of these references, as people decided; returns what they use.
UNWIND $ids AS id
MATCH (r:Reference {id: id})<-[old:CALLS]-(a:Article)-[:RELINKED {reference: id}]->(used:Reference)
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
