// People who said something or whom claims are about.
MATCH (person:Person) WHERE EXISTS { (person)-[:SAID]->(:Claim) } OR EXISTS { (person)<-[:ABOUT]-(:Claim) }
RETURN DISTINCT person.name AS person ORDER BY person LIMIT 1000
