// What a listing tells of claims, each with its proof, by their rank.
MATCH (claim)-[:EVIDENCED_BY]->(sentence:Sentence)<-[:HAS_SENTENCE]-(:Revision)<-[:HAS_REVISION]-(article:Article)
WITH rank, claim, sentence, article,
  COLLECT {
    MATCH (claim)-[link:ABOUT]->(n)
    RETURN DISTINCT {node: n, id: n.id, name: n.name, role: coalesce(link.role, 'named'), label: labels(n)[0], feature: n.feature} AS one
    ORDER BY one.id
  } AS subjects,
  head(COLLECT {
    MATCH (speaker)-[:SAID]->(claim)
    RETURN {
      id: speaker.id,
      name: speaker.name,
      kind: CASE WHEN speaker:Source THEN speaker.kind ELSE toLower(labels(speaker)[0]) END
    }
    ORDER BY speaker.id
  }) AS speaker
WITH *,
  head([one IN subjects WHERE one.label = 'Incident']) AS incident,
  [one IN subjects WHERE one.label = 'Place' AND one.role <> 'setting'] AS places
WITH *, incident.node AS event
WITH *, coalesce(
  head(COLLECT { MATCH (event)-[:OCCURRED_AT]->(scene:Place) RETURN {id: scene.id, name: scene.name} ORDER BY scene.id }),
  head([one IN places WHERE NOT coalesce(one.feature, '') IN ['country', 'region'] | {id: one.id, name: one.name}]),
  head([one IN places WHERE one.feature = 'region' | {id: one.id, name: one.name}]),
  head([one IN places | {id: one.id, name: one.name}])
) AS place
ORDER BY rank
RETURN collect({
  listed: claim.published,
  id: claim.id,
  outlet: head(COLLECT { MATCH (outlet:Source)-[:PUBLISHED]->(article) RETURN outlet.name ORDER BY outlet.id }),
  article: {id: article.id, title: article.title, url: CASE WHEN NOT $hidden THEN article.url END, published: article.publishedAt},
  speaker: speaker,
  via: COLLECT { MATCH (claim)-[link:ATTRIBUTED_VIA]->(via) RETURN via.name ORDER BY link.depth, via.id },
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
  actors: [one IN subjects WHERE one.role = 'actor' | {id: one.id, name: one.name}],
  targets: [one IN subjects WHERE one.role = 'target' | {id: one.id, name: one.name}],
  tactics: coalesce(claim.tactics, []),
  slogans: coalesce(claim.slogans, []),
  causes: coalesce(claim.causes, []),
  place: place,
  incident: incident.id
}) AS rows
