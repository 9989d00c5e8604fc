// Every node with an id, for the digest.
MATCH (n)
WHERE n.id IS NOT NULL
RETURN labels(n)[0] AS label, n.id AS id
ORDER BY label, id
