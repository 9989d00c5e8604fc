// Who reported what: the claims with the given ids, in that order, each with its proof.
UNWIND range(0, size($ids) - 1) AS rank
MATCH (claim:Claim {id: $ids[rank]})-[:EVIDENCED_BY]->(sentence:Sentence)
MATCH (sentence)<-[:HAS_SENTENCE]-(:Revision)<-[:HAS_REVISION]-(article:Article)
WITH rank, claim, sentence, article,
  head(COLLECT {
    MATCH (outlet:Source)-[:PUBLISHED]->(article) RETURN outlet.name ORDER BY outlet.id
  }) AS outlet,
  head(COLLECT {
    MATCH (speaker)-[:SAID]->(claim)
    RETURN {
      id: speaker.id,
      name: speaker.name,
      kind: CASE WHEN speaker:Source THEN speaker.kind ELSE toLower(labels(speaker)[0]) END
    }
    ORDER BY speaker.id
  }) AS speaker,
  COLLECT {
    MATCH (claim)-[link:ATTRIBUTED_VIA]->(via) RETURN via.name ORDER BY link.depth, via.id
  } AS via,
  head(COLLECT {
    MATCH (claim)-[:ABOUT]->(incident:Incident) RETURN incident ORDER BY incident.id
  }) AS incident,
  head(COLLECT {
    MATCH (claim)-[about:ABOUT]->(place:Place) WHERE coalesce(about.role, 'named') <> 'setting'
    RETURN place ORDER BY CASE place.feature WHEN 'country' THEN 2 WHEN 'region' THEN 1 ELSE 0 END, place.id
  }) AS named
WITH *, coalesce(head(COLLECT {
  MATCH (incident)-[:OCCURRED_AT]->(scene:Place) RETURN scene ORDER BY scene.id
}), named) AS place
ORDER BY rank
RETURN collect({
  id: claim.id,
  outlet: outlet,
  article: {id: article.id, title: article.title, url: CASE WHEN NOT $hidden THEN article.url END, published: article.publishedAt},
  speaker: speaker,
  via: via,
  verb: claim.verb,
  stance: claim.stance,
  kind: claim.kind,
  quote_type: claim.quoteType,
  claim: claim.text,
  count: CASE WHEN coalesce(claim.quantity, claim.low, claim.high) IS NULL THEN null ELSE {
    low: claim.low, high: claim.high, qualifier: claim.qualifier, unit: claim.unit, words: claim.quantity
  } END,
  sentence: {text: sentence.text, start: sentence.charStart, end: sentence.charEnd},
  span: {start: claim.charStart, end: claim.charEnd},
  event_date: {
    from: claim.eventFrom, to: claim.eventTo, precision: claim.datePrecision, words: claim.dateWords
  },
  actors: COLLECT {
    MATCH (claim)-[:ABOUT {role: 'actor'}]->(actor) RETURN DISTINCT {id: actor.id, name: actor.name} AS one ORDER BY one.id
  },
  targets: COLLECT {
    MATCH (claim)-[:ABOUT {role: 'target'}]->(target) RETURN DISTINCT {id: target.id, name: target.name} AS one ORDER BY one.id
  },
  tactics: coalesce(claim.tactics, []),
  slogans: coalesce(claim.slogans, []),
  causes: coalesce(claim.causes, []),
  place: CASE WHEN place IS NULL THEN null ELSE {id: place.id, name: place.name} END,
  incident: incident.id
}) AS rows
