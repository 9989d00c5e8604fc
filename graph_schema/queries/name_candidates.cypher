// Named nodes that a full-text query finds, best first, with every name they are known by.
CALL db.index.fulltext.queryNodes('names', $query, {limit: $limit}) YIELD node AS n, score
WITH n, score ORDER BY score DESC, n.id
RETURN collect({
  id: n.id,
  name: n.name,
  kind: CASE WHEN n:Source THEN n.kind ELSE toLower(labels(n)[0]) END,
  aliases: coalesce(n.aliases, [])
}) AS rows
