// The persons that these articles speak of, before they are joined with those of others.
MATCH (a:Article) WHERE a.id IN $articles
MATCH (a)-[:CALLS]->(:Reference)-[:STANDS_FOR]->(p:Person)
RETURN DISTINCT p.id AS id
