// What is said about $person
// Claims about the person, who says them, and the outlets that report them.
MATCH (person:Person) WHERE person.name = $person OR $person IN person.aliases
MATCH (claim:Claim)-[about:ABOUT]->(person)
WITH person, about, claim LIMIT 300
OPTIONAL MATCH (speaker)-[said:SAID]->(claim)
OPTIONAL MATCH (outlet:Source)-[reported:REPORTED]->(claim)
RETURN person, about, claim, speaker, said, outlet, reported
