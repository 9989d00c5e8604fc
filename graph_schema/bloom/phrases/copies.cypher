// Which outlets copy each other
// Articles that repeat another one's text, with their outlets.
MATCH (copy:Article)-[copied:COPY_OF]->(original:Article)
WITH copy, copied, original LIMIT 300
OPTIONAL MATCH (copier:Source)-[repeated:PUBLISHED]->(copy)
OPTIONAL MATCH (author:Source)-[published:PUBLISHED]->(original)
RETURN copier, repeated, copy, copied, original, published, author
