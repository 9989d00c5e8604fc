// Forget what the claims of these incidents agree and disagree on.
MATCH (i:Incident) WHERE i.id IN $ids
CALL (i) {
  MATCH (i)<-[:ABOUT]-(f:Finding)
  DETACH DELETE f
}
CALL (i) {
  MATCH (i)<-[:ABOUT]-(c:Claim)-[e:CONTRADICTS|CORROBORATES]-(:Claim)
  WITH DISTINCT e
  DELETE e
}
