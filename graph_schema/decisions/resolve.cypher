// The reference that an id began with, and all that stand for the same now; an id of before a merge leads to what it became.
MATCH (seed:Reference {id: 'ref-' + split($id, '-')[1]})-[:STANDS_FOR]->(n)
MATCH (one:Reference)-[:STANDS_FOR]->(n)
WITH seed, n, one ORDER BY one.id
RETURN seed.id AS seed, seed.name AS name, n.id AS entity, collect(one.id) AS members
