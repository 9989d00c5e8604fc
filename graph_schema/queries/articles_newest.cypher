// All articles between two days, newest first, found by walking the index of days; those without a date come last.
MATCH (article:Article) WHERE $first <= article.publishedAt <= $last
  AND ($after IS NULL OR article.publishedAt < $after.published OR article.id > $after.id)
WITH article ORDER BY article.publishedAt DESC, article.id LIMIT $limit
WITH collect(article) AS dated
CALL (dated) {
  // they are looked for only where the others end
  UNWIND CASE WHEN $undated AND size(dated) < $limit THEN [1] ELSE [] END AS once
  CALL () {
    MATCH (article:Article) WHERE article.publishedAt IS NULL
      AND ($after IS NULL OR $after.published <> '' OR article.id > $after.id)
    RETURN article ORDER BY article.id LIMIT $limit
  }
  RETURN collect(article) AS others
}
UNWIND (dated + others)[..$limit] AS article
//+ parts/article_rows.cypher
