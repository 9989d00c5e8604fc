// Who said a claim.
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
MATCH (c:Claim {id: row.end})
MERGE (n)-[e:SAID]->(c)
SET e.verb = row.properties.verb, e.direct = row.properties.direct
