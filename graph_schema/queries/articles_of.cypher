// Articles of an outlet, or those that speak of the given nodes, newest first and those without a date last; a place stands for all that lies in it.
CALL () {
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
//+ parts/article_rows.cypher
