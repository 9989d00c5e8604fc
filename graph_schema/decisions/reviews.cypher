// Pairs that joining is not sure of, for people to judge, the surest first.
MATCH (one:Reference)-[j:SAME_AS {verdict: 'unsure'}]->(other:Reference)
MATCH (one)-[:STANDS_FOR]->(a)
MATCH (other)-[:STANDS_FOR]->(b)
WHERE a <> b
RETURN one.id AS one, one.name AS name, other.id AS other, other.name AS other_name, a.id AS entity, b.id AS other_entity,
       j.score AS score, j.why AS why
ORDER BY score DESC, one, other
LIMIT $limit
