// What do $outlet and $other_outlet both report
// Findings that claims of both outlets support, with the claims.
MATCH (one:Source {name: $outlet})-[reported:REPORTED]->(claim:Claim)<-[support:SUPPORTED_BY]-(finding:Finding)
MATCH (finding)-[backing:SUPPORTED_BY]->(same:Claim)<-[told:REPORTED]-(other:Source {name: $other_outlet})
WHERE coalesce(support.agrees, true) AND coalesce(backing.agrees, true)
WITH one, reported, claim, support, finding, backing, same, told, other LIMIT 300
OPTIONAL MATCH (finding)-[about:ABOUT]->(incident:Incident)
RETURN one, reported, claim, support, finding, backing, same, told, other, about, incident
