// Forget which of these articles are copies or have copies; returns the pairs.
MATCH (a:Article)-[e:COPY_OF]-(:Article)
USING INDEX a:Article(id)
WHERE a.id IN $ids
WITH DISTINCT e, startNode(e).id AS copy, endNode(e).id AS original
DELETE e
RETURN copy, original
