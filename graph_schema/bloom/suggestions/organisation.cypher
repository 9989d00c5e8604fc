// Organisations that said something.
MATCH (organisation:Organisation) WHERE EXISTS { (organisation)-[:SAID]->(:Claim) }
RETURN DISTINCT organisation.name AS organisation ORDER BY organisation LIMIT 1000
