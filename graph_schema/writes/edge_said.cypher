// Who said a claim: a source, or what a reference stands for.
UNWIND $rows AS row
CALL (row) {
  WITH row WHERE row.label = 'Source' MATCH (n:Source {id: row.start}) RETURN n, null AS reference
  UNION ALL
  WITH row WHERE row.label = 'Reference' MATCH (r:Reference {id: row.start})-[:STANDS_FOR]->(n) RETURN n, r.id AS reference
}
MATCH (c:Claim {id: row.end})
CREATE (n)-[e:SAID]->(c)
SET e = row.properties, e.reference = reference
