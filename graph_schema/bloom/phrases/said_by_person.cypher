// What did $person say
// The person, the claims, the outlets that report them, and the incidents they are about.
MATCH (person:Person) WHERE person.name = $person OR $person IN person.aliases
MATCH (person)-[said:SAID]->(claim:Claim)
WITH person, said, claim LIMIT 300
OPTIONAL MATCH (outlet:Source)-[reported:REPORTED]->(claim)
OPTIONAL MATCH (claim)-[about:ABOUT]->(incident:Incident)
RETURN person, said, claim, outlet, reported, about, incident
