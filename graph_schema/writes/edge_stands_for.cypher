// Whom or what references stand for, each for one; returns what they stood for before.
UNWIND $rows AS row
CALL (row) {
  WITH row WHERE row.label = 'Person' MATCH (n:Person {id: row.end}) RETURN n
  UNION ALL
  WITH row WHERE row.label = 'Organisation' MATCH (n:Organisation {id: row.end}) RETURN n
  UNION ALL
  WITH row WHERE row.label = 'Group' MATCH (n:Group {id: row.end}) RETURN n
  UNION ALL
  WITH row WHERE row.label = 'Place' MATCH (n:Place {id: row.end}) RETURN n
  UNION ALL
  WITH row WHERE row.label = 'Incident' MATCH (n:Incident {id: row.end}) RETURN n
}
MATCH (r:Reference {id: row.start})
OPTIONAL MATCH (r)-[old:STANDS_FOR]->(before)
DELETE old
CREATE (r)-[:STANDS_FOR]->(n)
RETURN before.id AS before
