// Pairs of references that joining is not sure of, the likeliest first, each side with what it stands for and where it is used.
CALL () {
  WITH CASE WHEN $about IS NULL THEN 'unsure' END AS unsure
  MATCH (one:Reference)-[j:SAME_AS]->(other:Reference) WHERE j.verdict = unsure AND j.score <= $most
  RETURN one, j, other
  UNION
  UNWIND $about AS id
  MATCH (:Reference {id: 'ref-' + split(id, '-')[1]})-[:STANDS_FOR]->(n)
  MATCH (n)<-[:STANDS_FOR]-(:Reference)-[j:SAME_AS {verdict: 'unsure'}]-(:Reference)
  WHERE j.score <= $most
  RETURN startNode(j) AS one, j, endNode(j) AS other
}
WITH one, j, other, j.score AS score
WHERE ($kind IS NULL OR one.kind = $kind)
  AND ($after IS NULL OR score < $after.score OR one.id > $after.one OR (one.id = $after.one AND other.id > $after.other))
MATCH (one)-[:STANDS_FOR]->(a)
MATCH (other)-[:STANDS_FOR]->(b)
WHERE a <> b
WITH one, other, a, b, score, j ORDER BY score DESC, one.id, other.id LIMIT $limit
WITH score, j.why AS why, [{reference: one, entity: a}, {reference: other, entity: b}] AS pair
WITH score, why, COLLECT {
  UNWIND pair AS side
  WITH side.reference AS reference, side.entity AS entity
  RETURN {
    reference: reference.id,
    name: reference.name,
    entity: {id: entity.id, name: entity.name, kind: toLower(labels(entity)[0])},
    articles: COUNT { (:Article)-[:CALLS]->(reference) },
    uses: COLLECT {
      CALL (reference) {
        MATCH (sentence:Sentence)-[:HAS_MENTION]->(:Mention)-[use:REFERS_TO]->() WHERE use.reference = reference.id
        RETURN sentence LIMIT 3
        UNION
        MATCH (sentence:Sentence)<-[:EVIDENCED_BY]-(:Claim)-[use:ABOUT]->(:Incident)
        WHERE reference.kind = 'incident' AND use.reference = reference.id
        RETURN DISTINCT sentence ORDER BY sentence.charStart LIMIT 3
      }
      MATCH (sentence)<-[:HAS_SENTENCE]-(revision:Revision)<-[:HAS_REVISION]-(article:Article)
      RETURN {
        article: {id: article.id, title: article.title, url: article.url, published: article.publishedAt},
        outlet: head([(outlet:Source)-[:PUBLISHED]->(article) | outlet.name]),
        revision: revision.id,
        sentence: {text: sentence.text, start: sentence.charStart, end: sentence.charEnd}
      }
      ORDER BY article.publishedAt, article.id, sentence.charStart
    }
  }
} AS sides
RETURN collect({one: sides[0], other: sides[1], score: score, why: why}) AS rows
