// Through whom a claim reached the outlet, a source or what a reference stands for; depth 1 is nearest to the outlet.
UNWIND $rows AS row
CALL (row) {
  WITH row WHERE row.label = 'Source' MATCH (n:Source {id: row.end}) RETURN n, null AS reference
  UNION ALL
  WITH row WHERE row.label = 'Reference' MATCH (r:Reference {id: row.end})-[:STANDS_FOR]->(n) RETURN n, r.id AS reference
}
MATCH (c:Claim {id: row.start})
CREATE (c)-[e:ATTRIBUTED_VIA]->(n)
SET e = row.properties, e.reference = reference
