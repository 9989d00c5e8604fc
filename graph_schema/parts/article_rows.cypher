// What a list tells of an article.
RETURN collect({
  id: article.id,
  title: CASE WHEN NOT $hidden OR EXISTS { (article)-[:HAS_REVISION]->(:Revision {status: 'done'}) } THEN article.title END,
  url: CASE WHEN NOT $hidden THEN article.url END, // which may spell a name
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
