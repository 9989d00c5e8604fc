// Every node with an id, for the digest: what is known, not who decided what and took it back.
MATCH (n)
WHERE n.id IS NOT NULL AND NOT n:Decision|ApiKey|GraphVersion|Job
RETURN labels(n)[0] AS label, n.id AS id
ORDER BY label, id
