// Which of these articles are copies of which.
MATCH (copy:Article)-[e:COPY_OF]->(original:Article)
USING INDEX copy:Article(id)
WHERE copy.id IN $ids AND original.id IN $ids
RETURN copy.id AS copy, original.id AS original, e.share AS share
ORDER BY copy, original
