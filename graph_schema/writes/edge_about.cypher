// What a claim is about.
UNWIND $rows AS row
CALL (row) {
  WITH row WHERE row.label = 'Incident' MATCH (n:Incident {id: row.other}) RETURN n
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
MERGE (c)-[e:ABOUT]->(n)
SET e.role = row.properties.role
