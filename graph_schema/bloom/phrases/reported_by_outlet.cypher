// What did $outlet report
// The outlet, its claims, who said them, and the incidents they are about.
MATCH (outlet:Source {name: $outlet})-[reported:REPORTED]->(claim:Claim)
WITH outlet, reported, claim LIMIT 300
OPTIONAL MATCH (speaker)-[said:SAID]->(claim)
OPTIONAL MATCH (claim)-[about:ABOUT]->(incident:Incident)
RETURN outlet, reported, claim, speaker, said, about, incident
