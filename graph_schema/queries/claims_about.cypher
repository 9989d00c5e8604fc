// Claims that the given nodes made, published or passed on, or that are about them; a place stands for all that lies in it. Newest article first.
CALL () {
  MATCH (anchor:Source|Person|Organisation|Group|Incident) WHERE anchor.id IN $about
  RETURN anchor
  UNION
  MATCH (around:Place) WHERE around.id IN $about
  MATCH (anchor:Place)-[:PART_OF*0..5]->(around)
  RETURN anchor
}
CALL (anchor) {
  MATCH (anchor)-[:SAID|REPORTED]->(claim:Claim) RETURN claim
  UNION
  MATCH (anchor)<-[:ABOUT|ATTRIBUTED_VIA]-(claim:Claim) RETURN claim
  UNION
  MATCH (anchor)<-[:OCCURRED_AT]-(:Incident)<-[:ABOUT]-(claim:Claim) RETURN claim
}
WITH DISTINCT claim
MATCH (claim)-[:EVIDENCED_BY]->(:Sentence)<-[:HAS_SENTENCE]-(revision:Revision)<-[:HAS_REVISION]-(article:Article)
WHERE ($published_by IS NULL OR article.publishedAt <= $published_by)
  AND ($accepted_before IS NULL OR revision.acceptedAt < $accepted_before)
WITH claim.id AS id, claim.charStart AS position, article.id AS articleId, coalesce(article.publishedAt, '') AS published
WHERE $after IS NULL
  OR published < $after.published
  OR (published = $after.published AND articleId > $after.article)
  OR (published = $after.published AND articleId = $after.article AND position > $after.position)
  OR (published = $after.published AND articleId = $after.article AND position = $after.position AND id > $after.id)
WITH id, position, articleId, published
ORDER BY published DESC, articleId, position, id
LIMIT $limit
RETURN collect({published: published, article: articleId, position: position, id: id}) AS rows
