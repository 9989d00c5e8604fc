// Pairs of one of these articles and one that shares a key of its text.
MATCH (a:Article)-[:KEYED]->(:Key)<-[:KEYED]-(b:Article)
USING INDEX a:Article(id)
WHERE a.id IN $ids
RETURN DISTINCT a.id AS one, b.id AS other
ORDER BY one, other
