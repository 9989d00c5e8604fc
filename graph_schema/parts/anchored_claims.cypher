// Claims that the nodes asked about made, published or passed on, or that are about them.
//+ parts/anchors.cypher
CALL (anchor) {
  MATCH (anchor)-[:SAID|REPORTED]->(claim:Claim) RETURN claim
  UNION
  MATCH (anchor)<-[:ABOUT|ATTRIBUTED_VIA]-(claim:Claim) RETURN claim
  UNION
  MATCH (anchor)<-[:OCCURRED_AT]-(:Incident)<-[:ABOUT]-(claim:Claim) RETURN claim
}
WITH DISTINCT claim
