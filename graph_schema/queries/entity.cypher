// One person, organisation, group, place or source: its names, what it lies in, and how much the graph holds on it.
MATCH (n:Source|Person|Organisation|Group|Place) WHERE n.id = $id AND NOT ($hidden AND coalesce(n.withheld, false))
WITH n, COLLECT {
  MATCH path = (n)-[:PART_OF*1..5]->(around:Place)
  WITH around, min(length(path)) AS distance
  RETURN {id: around.id, name: around.name} ORDER BY distance, around.id
} AS around
RETURN collect({
  id: n.id,
  name: n.name,
  kind: CASE WHEN n:Source THEN n.kind ELSE toLower(labels(n)[0]) END,
  aliases: coalesce(n.aliases, []),
  roles: coalesce(n.roles, []),
  url: n.url,
  location: CASE WHEN n.location IS NULL THEN null ELSE
    {latitude: n.location.latitude, longitude: n.location.longitude}
  END,
  part_of: around,
  mentions: COUNT { (n)<-[:REFERS_TO]-(:Mention) },
  claims_said: COUNT { (n)-[:SAID]->(:Claim) },
  claims_about: COUNT { (n)<-[:ABOUT]-(:Claim) },
  claims_reported: COUNT { (n)-[:REPORTED]->(:Claim) }
}) AS rows
