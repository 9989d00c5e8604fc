// Where do $outlet and $other_outlet disagree
// Claims of the two outlets that cannot both be so; the relationship between them says why.
MATCH (one:Source {name: $outlet})-[reported:REPORTED]->(claim:Claim)
MATCH (claim)-[against:CONTRADICTS]-(opposite:Claim)<-[told:REPORTED]-(other:Source {name: $other_outlet})
WITH one, reported, claim, against, opposite, told, other LIMIT 300
OPTIONAL MATCH (claim)-[about:ABOUT]->(incident:Incident)
OPTIONAL MATCH (speaker)-[said:SAID]->(claim)
OPTIONAL MATCH (opponent)-[replied:SAID]->(opposite)
RETURN one, reported, claim, against, opposite, told, other, about, incident, speaker, said, opponent, replied
