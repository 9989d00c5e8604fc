// Through whom a claim reached the outlet; depth 1 is nearest to the outlet.
UNWIND $rows AS row
CALL (row) {
  WITH row WHERE row.label = 'Source' MATCH (n:Source {id: row.other}) RETURN n
  UNION ALL
  WITH row WHERE row.label = 'Person' MATCH (n:Person {id: row.other}) RETURN n
  UNION ALL
  WITH row WHERE row.label = 'Organisation' MATCH (n:Organisation {id: row.other}) RETURN n
  UNION ALL
  WITH row WHERE row.label = 'Group' MATCH (n:Group {id: row.other}) RETURN n
  UNION ALL
  WITH row WHERE row.label = 'Place' MATCH (n:Place {id: row.other}) RETURN n
}
MATCH (c:Claim {id: row.start})
MERGE (c)-[e:ATTRIBUTED_VIA]->(n)
SET e.depth = row.properties.depth
