// The references that stand for an entity or incident, most used first, each with an article that uses it.
MATCH (n:Person|Organisation|Group|Place|Incident) WHERE n.id = $id AND NOT ($hidden AND coalesce(n.withheld, false))
MATCH (r:Reference)-[:STANDS_FOR]->(n)
WITH r, COUNT { (r)<-[:CALLS]-() } AS articles ORDER BY articles DESC, r.id LIMIT 100
RETURN collect({
  id: r.id,
  name: r.name,
  articles: articles,
  example: head(COLLECT {
    MATCH (article:Article)-[:CALLS]->(r)
    RETURN {id: article.id, title: article.title, url: article.url, published: article.publishedAt} LIMIT 1
  })
}) AS rows
