// Articles, newest first and those without a date last: all of them, of an outlet, or those that speak of the given nodes; a place stands for all that lies in it.
CALL () {
  UNWIND CASE WHEN $about IS NULL AND $outlet IS NULL THEN [1] ELSE [] END AS everything
  MATCH (article:Article) WHERE $first <= article.publishedAt <= $last
  WITH article WHERE $after IS NULL OR article.publishedAt < $after.published OR article.id > $after.id
  RETURN article ORDER BY article.publishedAt DESC, article.id LIMIT $limit
  UNION
  UNWIND CASE WHEN $about IS NULL THEN $outlet ELSE [] END AS outlet
  MATCH (:Source {id: outlet})-[:PUBLISHED]->(article:Article)
  RETURN article
  UNION
  MATCH (n:Person|Organisation|Group|Incident) WHERE n.id IN $about
  MATCH (n)<-[:STANDS_FOR]-(:Reference)<-[:CALLS]-(article:Article)
  RETURN article
  UNION
  MATCH (around:Place) WHERE around.id IN $about
  MATCH (place:Place)-[:PART_OF*0..5]->(around)
  MATCH (place)<-[:STANDS_FOR]-(:Reference)<-[:CALLS]-(article:Article)
  RETURN article
  UNION
  MATCH (source:Source) WHERE source.id IN $about
  MATCH (source)-[:PUBLISHED]->(article:Article)
  RETURN article
  UNION
  MATCH (source:Source) WHERE source.id IN $about
  MATCH (source)-[:SAID]->(:Claim)-[:EVIDENCED_BY]->(:Sentence)<-[:HAS_SENTENCE]-(:Revision)<-[:HAS_REVISION]-(article:Article)
  RETURN article
}
WITH article
WHERE ($outlet IS NULL OR EXISTS { (outlet:Source)-[:PUBLISHED]->(article) WHERE outlet.id IN $outlet })
  AND CASE WHEN article.publishedAt IS NULL THEN $undated ELSE $first <= article.publishedAt <= $last END
WITH article, coalesce(article.publishedAt, '') AS published
WHERE $after IS NULL OR published < $after.published OR (published = $after.published AND article.id > $after.id)
WITH article, published ORDER BY published DESC, article.id LIMIT $limit
WITH collect(article) AS dated
// without other conditions the index gives those with a date; the others are looked for only where these end
CALL (dated) {
  UNWIND CASE WHEN $about IS NULL AND $outlet IS NULL AND $undated AND size(dated) < $limit THEN [1] ELSE [] END AS everything
  MATCH (article:Article) WHERE article.publishedAt IS NULL
    AND ($after IS NULL OR $after.published <> '' OR article.id > $after.id)
  WITH article ORDER BY article.id LIMIT $limit
  RETURN collect(article) AS others
}
WITH (dated + others)[..$limit] AS page
UNWIND page AS article
RETURN collect({
  id: article.id,
  title: article.title,
  url: article.url,
  published: article.publishedAt,
  language: article.language,
  byline: article.byline,
  outlet: head(COLLECT {
    MATCH (outlet:Source)-[:PUBLISHED]->(article) RETURN outlet.name ORDER BY outlet.id
  }),
  status: head(COLLECT {
    MATCH (article)-[:HAS_REVISION]->(revision:Revision)
    RETURN revision.status ORDER BY revision.acceptedAt DESC, revision.id
  }),
  claims: COUNT { (article)-[:HAS_REVISION]->(:Revision)-[:HAS_SENTENCE]->(:Sentence)<-[:EVIDENCED_BY]-(:Claim) }
}) AS rows
