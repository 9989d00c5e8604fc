// What did $organisation say
// The organisation, the claims, the outlets that report them, and the incidents they are about.
MATCH (organisation:Organisation) WHERE organisation.name = $organisation OR $organisation IN organisation.aliases
MATCH (organisation)-[said:SAID]->(claim:Claim)
WITH organisation, said, claim LIMIT 300
OPTIONAL MATCH (outlet:Source)-[reported:REPORTED]->(claim)
OPTIONAL MATCH (claim)-[about:ABOUT]->(incident:Incident)
RETURN organisation, said, claim, outlet, reported, about, incident
