// Whatever has one of the given ids and can be asked about, with its name.
MATCH (n:Source|Person|Organisation|Group|Place|Incident) WHERE n.id IN $ids
RETURN collect({
  id: n.id,
  name: n.name,
  kind: CASE WHEN n:Source THEN n.kind ELSE toLower(labels(n)[0]) END
}) AS rows
