// Every incident is built from claims.
MATCH (i:Incident)
WHERE NOT EXISTS { (i)<-[:ABOUT]-(:Claim) }
RETURN i.id AS id, 'no claim is about it' AS why
