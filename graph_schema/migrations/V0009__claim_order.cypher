// A claim knows its article and when that was published; an unknown date is an empty text, which is older than all.
MATCH (article:Article)
CALL (article) {
  MATCH (article)-[:HAS_REVISION]->(:Revision)-[:HAS_SENTENCE]->(:Sentence)<-[:EVIDENCED_BY]-(claim:Claim)
  SET claim.article = article.id, claim.published = coalesce(article.publishedAt, '')
} IN TRANSACTIONS OF 1000 ROWS;
