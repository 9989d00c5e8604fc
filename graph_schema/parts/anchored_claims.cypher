// Claims that the nodes asked about made, published or passed on, or that are about them; a place stands for all that lies in it.
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
