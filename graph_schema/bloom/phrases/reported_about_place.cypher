// Who reported what about $place
// Outlets, their claims, who said them, and the incident or place they are about; a place stands for all that lies in it.
MATCH (around:Place) WHERE around.name = $place OR $place IN around.aliases
MATCH (place:Place)-[:PART_OF*0..5]->(around)
CALL (place) {
  MATCH (claim:Claim)-[:ABOUT]->(place)
  RETURN claim
  UNION
  MATCH (place)<-[:OCCURRED_AT]-(:Incident)<-[:ABOUT]-(claim:Claim)
  RETURN claim
}
WITH DISTINCT around, claim LIMIT 300
MATCH (claim)-[about:ABOUT]->(subject:Place|Incident)
WHERE EXISTS { (subject)-[:OCCURRED_AT*0..1]->(:Place)-[:PART_OF*0..5]->(around) }
OPTIONAL MATCH (outlet:Source)-[reported:REPORTED]->(claim)
OPTIONAL MATCH (speaker)-[said:SAID]->(claim)
RETURN outlet, reported, claim, about, subject, speaker, said
