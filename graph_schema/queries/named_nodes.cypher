// Whatever has one of the given ids, or began with one that joining has given up, and can be asked about, with its name.
CALL () {
  MATCH (n:Source|Person|Organisation|Group|Place|Incident) WHERE n.id IN $ids
  RETURN n
  UNION
  MATCH (r:Reference) WHERE r.id IN [id IN $ids | 'ref-' + split(id, '-')[1]]
  MATCH (r)-[:STANDS_FOR]->(n)
  RETURN n
}
WITH n WHERE NOT ($hidden AND coalesce(n.withheld, false))
RETURN collect({
  id: n.id,
  name: n.name,
  kind: CASE WHEN n:Source THEN n.kind ELSE toLower(labels(n)[0]) END
}) AS rows
