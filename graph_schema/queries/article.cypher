// One article with every accepted text of it, newest text first, and what reading found in it.
MATCH (article:Article {id: $id})
WHERE NOT $hidden OR EXISTS { (article)-[:HAS_REVISION]->(:Revision {status: 'done'}) } // whose names are known
RETURN collect({
  id: article.id,
  title: article.title,
  url: CASE WHEN NOT $hidden THEN article.url END, // which may spell a name
  published: article.publishedAt,
  language: article.language,
  byline: article.byline,
  outlet: head(COLLECT {
    MATCH (outlet:Source)-[:PUBLISHED]->(article) RETURN outlet.name ORDER BY outlet.id
  }),
  revisions: COLLECT {
    MATCH (article)-[:HAS_REVISION]->(revision:Revision)
    WHERE NOT $hidden OR (revision.status = 'done' AND NOT EXISTS {
      MATCH (article)-[:HAS_REVISION]->(later:Revision) WHERE later.acceptedAt > revision.acceptedAt
    })
    RETURN {
      id: revision.id,
      status: revision.status,
      reason: revision.reason,
      accepted_at: revision.acceptedAt,
      format: revision.format,
      text: revision.text,
      sentences: COLLECT {
        MATCH (revision)-[:HAS_SENTENCE]->(sentence:Sentence)
        RETURN {id: sentence.id, text: sentence.text, start: sentence.charStart, end: sentence.charEnd}
        ORDER BY sentence.idx
      },
      mentions: COLLECT {
        MATCH (revision)-[:HAS_SENTENCE]->(:Sentence)-[:HAS_MENTION]->(mention:Mention)-[:REFERS_TO]->(entity)
        WHERE NOT ($hidden AND coalesce(entity.withheld, false))
        RETURN {
          id: mention.id,
          text: mention.surface,
          start: mention.charStart,
          end: mention.charEnd,
          nominal: mention.nominal,
          entity: {id: entity.id, name: entity.name, kind: toLower(labels(entity)[0])}
        }
        ORDER BY mention.charStart, mention.charEnd, mention.id
      },
      claim_ids: COLLECT {
        MATCH (revision)-[:HAS_SENTENCE]->(:Sentence)<-[:EVIDENCED_BY]-(claim:Claim)
        RETURN claim.id ORDER BY claim.charStart, claim.id
      }
    }
    ORDER BY revision.acceptedAt DESC, revision.id
  }
}) AS rows
