// Whom or what a mention stands for.
UNWIND $rows AS row
CALL (row) {
  WITH row WHERE row.label = 'Person' MATCH (n:Person {id: row.other}) RETURN n
  UNION ALL
  WITH row WHERE row.label = 'Organisation' MATCH (n:Organisation {id: row.other}) RETURN n
  UNION ALL
  WITH row WHERE row.label = 'Group' MATCH (n:Group {id: row.other}) RETURN n
  UNION ALL
  WITH row WHERE row.label = 'Place' MATCH (n:Place {id: row.other}) RETURN n
}
MATCH (m:Mention {id: row.start})
MERGE (m)-[e:REFERS_TO]->(n)
SET e.method = row.properties.method
