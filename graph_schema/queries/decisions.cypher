// Decisions, newest first: all, one by its id, or those on what the given ids stand for and whatever that was ever joined with.
CALL () {
  UNWIND CASE WHEN $about IS NULL AND $id IS NULL THEN [1] ELSE [] END AS everything
  MATCH (d:Decision)
  RETURN d
  UNION
  MATCH (d:Decision {id: $id})
  RETURN d
  UNION
  UNWIND $about AS id
  MATCH (:Reference {id: 'ref-' + split(id, '-')[1]})-[:STANDS_FOR]->(n)
  MATCH (n)<-[:STANDS_FOR]-(r:Reference)<-[:CONCERNS]-(d:Decision)
  RETURN d
}
WITH d
WHERE $after IS NULL OR d.at < $after.at OR (d.at = $after.at AND d.id > $after.id)
WITH d ORDER BY d.at DESC, d.id LIMIT $limit
RETURN collect({
  id: d.id,
  kind: d.kind,
  actor: d.actor,
  at: d.at,
  reason: d.reason,
  summary: d.summary,
  retracted_at: d.retractedAt,
  retracted_by: d.retractedBy,
  concerns: COLLECT {
    MATCH (d)-[:CONCERNS]->(:Reference)-[:STANDS_FOR]->(n)
    WITH DISTINCT n ORDER BY n.id LIMIT 20
    RETURN {id: n.id, name: n.name, kind: toLower(labels(n)[0])}
  }
}) AS rows
