// Forget which of these articles are copies or have copies; returns the pairs.
MATCH (copy:Article)-[e:COPY_OF]->(original:Article)
WHERE copy.id IN $ids OR original.id IN $ids
WITH e, copy.id AS copy, original.id AS original
DELETE e
RETURN copy, original
