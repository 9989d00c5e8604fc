// Claims that the given nodes made, published or passed on, or that are about them, newest article first: found from the nodes, which have few. A place stands for all that lies in it.
CALL () {
  MATCH (anchor:Source|Person|Organisation|Group|Incident) WHERE anchor.id IN $about
  RETURN anchor
  UNION
  MATCH (surrounding:Place) WHERE surrounding.id IN $about
  MATCH (anchor:Place)-[:PART_OF*0..5]->(surrounding)
  RETURN anchor
}
CALL (anchor) {
  MATCH (anchor)-[:SAID|REPORTED]->(claim:Claim) RETURN claim
  UNION
  MATCH (anchor)<-[:ABOUT|ATTRIBUTED_VIA]-(claim:Claim) RETURN claim
  UNION
  MATCH (anchor)<-[:OCCURRED_AT]-(:Incident)<-[:ABOUT]-(claim:Claim) RETURN claim
}
WITH DISTINCT claim
WHERE true
//+ parts/claims_after.cypher
//+ parts/claim_filters.cypher
WITH claim ORDER BY claim.published DESC, claim.article, claim.charStart, claim.id LIMIT $limit
RETURN collect({published: claim.published, article: claim.article, position: claim.charStart, id: claim.id}) AS rows
