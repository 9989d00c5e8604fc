// Those of some references that an article uses.
MATCH (:Article {id: $article})-[:CALLS]->(r:Reference) WHERE r.id IN $ids AND r.kind <> 'incident'
RETURN r.id AS id
ORDER BY id
