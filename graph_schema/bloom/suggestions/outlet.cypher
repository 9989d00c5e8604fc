// Outlets that published something.
MATCH (outlet:Source) WHERE EXISTS { (outlet)-[:PUBLISHED]->(:Article) }
RETURN DISTINCT outlet.name AS outlet ORDER BY outlet LIMIT 1000
