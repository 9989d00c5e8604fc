// Decisions, newest first: all, or those about an entity or incident and whatever else it is or was joined with.
CALL () {
  WITH 1 AS one WHERE $id IS NULL
  MATCH (d:Decision) RETURN d
  UNION
  WITH 1 AS one WHERE $id IS NOT NULL
  MATCH (:Reference {id: 'ref-' + split($id, '-')[1]})-[:STANDS_FOR]->(n)
  MATCH (r:Reference)-[:STANDS_FOR]->(n)
  MATCH (d:Decision)-[:CONCERNS]->(r) RETURN DISTINCT d
}
RETURN properties(d) AS decision
ORDER BY d.at DESC, d.id
LIMIT $limit
