// Which outlet published which accepted article.
UNWIND $rows AS row
MATCH (s:Source {id: row.start})
MATCH (a:Article {id: row.end})
MERGE (s)-[:PUBLISHED]->(a)
