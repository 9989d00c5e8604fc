// People, organisations, groups, places and sources, by id, from one id on.
MATCH (n:Source|Person|Organisation|Group|Place)
WHERE n.id > $after AND NOT ($hidden AND coalesce(n.withheld, false))
WITH n ORDER BY n.id LIMIT $limit
RETURN collect({
  id: n.id,
  name: n.name,
  kind: CASE WHEN n:Source THEN n.kind ELSE toLower(labels(n)[0]) END,
  aliases: coalesce(n.aliases, []),
  roles: coalesce(n.roles, []),
  url: n.url,
  country: n.country,
  latitude: n.location.latitude,
  longitude: n.location.longitude
}) AS rows
