// By which keys a reference, or the text of an article, is found.
UNWIND $rows AS row
CALL (row) {
  WITH row WHERE row.label = 'Article' MATCH (n:Article {id: row.start}) RETURN n
  UNION ALL
  WITH row WHERE row.label = 'Reference' MATCH (n:Reference {id: row.start}) RETURN n
}
MATCH (k:Key {id: row.end})
MERGE (n)-[:KEYED]->(k)
