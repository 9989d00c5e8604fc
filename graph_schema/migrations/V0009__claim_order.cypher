// A claim knows its article and when that was published; an unknown date is an empty text, which is older than all.
MATCH (claim:Claim)-[:EVIDENCED_BY]->(:Sentence)<-[:HAS_SENTENCE]-(:Revision)<-[:HAS_REVISION]-(article:Article)
SET claim.article = article.id, claim.published = coalesce(article.publishedAt, '');
