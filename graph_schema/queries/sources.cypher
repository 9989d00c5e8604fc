// Sources, those with most articles first: all that published something, or all of a kind.
MATCH (source:Source) WHERE $kind IS NULL OR source.kind = $kind
WITH source, COUNT { (source)-[:PUBLISHED]->() } AS articles
WHERE ($kind IS NOT NULL OR articles > 0)
  AND ($after IS NULL OR articles < $after.articles OR (articles = $after.articles AND source.id > $after.id))
WITH source, articles ORDER BY articles DESC, source.id LIMIT $limit
CALL (source) {
  MATCH (source)-[:PUBLISHED]->(article:Article)
  RETURN min(article.publishedAt) AS first, max(article.publishedAt) AS last
}
RETURN collect({
  id: source.id,
  name: source.name,
  kind: source.kind,
  url: source.url,
  articles: articles,
  claims: COUNT { (source)-[:REPORTED]->() },
  first_published: first,
  last_published: last
}) AS rows
