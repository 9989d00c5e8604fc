// Named nodes that a full-text query finds, best first, with every name they are known by.
CALL db.index.fulltext.queryNodes('names', $query, {limit: CASE WHEN $kind IS NULL THEN $limit ELSE 10 * $limit END}) YIELD node AS n, score
WITH n, score, CASE WHEN n:Source THEN n.kind ELSE toLower(labels(n)[0]) END AS kind
WHERE NOT ($hidden AND coalesce(n.withheld, false)) AND ($kind IS NULL OR kind = $kind)
WITH n, kind ORDER BY score DESC, n.id LIMIT $limit
RETURN collect({
  id: n.id,
  name: n.name,
  kind: kind,
  aliases: coalesce(n.aliases, [])
}) AS rows
