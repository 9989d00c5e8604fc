// Findings, those with most independent origins first, as far as articles known by then support them: all of them, one by
// its id, or those on the given nodes; a place stands for all that lies in it.
CALL () {
  UNWIND CASE WHEN $about IS NULL THEN [1] ELSE [] END AS everything
  MATCH (finding:Finding)
  RETURN finding
  UNION
  MATCH (finding:Finding) WHERE finding.id IN $about
  RETURN finding
  UNION
  MATCH (finding:Finding)-[:ABOUT]->(incident:Incident) WHERE incident.id IN $about
  RETURN finding
  UNION
  MATCH (around:Place) WHERE around.id IN $about
  MATCH (scene:Place)-[:PART_OF*0..5]->(around)
  MATCH (scene)<-[:OCCURRED_AT]-(:Incident)<-[:ABOUT]-(finding:Finding)
  RETURN finding
  UNION
  MATCH (anchor:Person|Organisation|Group|Source) WHERE anchor.id IN $about
  MATCH (anchor)-[:SAID|REPORTED|ABOUT|ATTRIBUTED_VIA]-(:Claim)<-[:SUPPORTED_BY]-(finding:Finding)
  RETURN finding
}
WITH finding
WHERE true
//? kind
  AND finding.kind = $kind
//? narrowed
  AND EXISTS {
    MATCH (finding)-[:SUPPORTED_BY]->(claim:Claim)
    WHERE true
//+ parts/claim_filters.cypher
//? narrowed
  }
//? settled
WITH finding, finding.independentOrigins AS stored, size(finding.outlets) AS width
WHERE EXISTS { MATCH (finding)-[support:SUPPORTED_BY]->(:Claim) WHERE coalesce(support.agrees, true) } // not waiting to be found anew
  AND stored >= coalesce($least_origins, 0)
  AND ($after IS NULL OR stored < $after.origins
       OR (stored = $after.origins AND width < $after.outlets)
       OR (stored = $after.origins AND width = $after.outlets AND finding.id > $after.id))
WITH finding ORDER BY stored DESC, width DESC, finding.id LIMIT $limit
//.
MATCH (finding)-[support:SUPPORTED_BY]->(claim:Claim)-[:EVIDENCED_BY]->(sentence:Sentence)
MATCH (sentence)<-[:HAS_SENTENCE]-(revision:Revision)<-[:HAS_REVISION]-(article:Article)
WHERE ($published_by IS NULL OR article.publishedAt <= $published_by)
  AND ($accepted_before IS NULL OR revision.acceptedAt < $accepted_before)
WITH finding, support, claim, article, coalesce(support.agrees, true) AS agrees, head([(outlet:Source)-[:PUBLISHED]->(article) | outlet.name]) AS outlet
ORDER BY article.publishedAt, article.id, claim.charStart, claim.id
WITH finding,
  collect({claim: claim.id, origin: support.origin, agrees: agrees}) AS claims,
  collect(CASE WHEN agrees THEN claim.text END) AS texts,
  collect(DISTINCT CASE WHEN agrees THEN outlet END) AS outlets,
  collect(DISTINCT CASE WHEN agrees AND support.origin IS NOT NULL THEN {key: support.origin, name: support.by} END) AS origins,
  collect(CASE WHEN support.measured THEN {low: claim.low, high: claim.high} END) AS counts,
  min(article.publishedAt) AS first, max(article.publishedAt) AS latest
WITH finding, claims, texts, outlets, origins, first, latest, size(origins) AS independent, counts,
  CASE WHEN size(counts) = 0 OR any(one IN counts WHERE one.low IS NULL) THEN null
       ELSE reduce(low = counts[0].low, one IN counts | CASE WHEN one.low < low THEN one.low ELSE low END) END AS low,
  CASE WHEN size(counts) = 0 OR any(one IN counts WHERE one.high IS NULL) THEN null
       ELSE reduce(high = counts[0].high, one IN counts | CASE WHEN one.high > high THEN one.high ELSE high END) END AS high
WHERE size(texts) > 0
//? unsettled
  AND independent >= coalesce($least_origins, 0)
  AND ($after IS NULL OR independent < $after.origins
       OR (independent = $after.origins AND size(outlets) < $after.outlets)
       OR (independent = $after.origins AND size(outlets) = $after.outlets AND finding.id > $after.id))
//.
//? settled
WITH *, finding.independentOrigins AS stored, size(finding.outlets) AS width
//? unsettled
WITH *, independent AS stored, size(outlets) AS width
//.
ORDER BY stored DESC, width DESC, finding.id LIMIT $limit
RETURN collect({
  standing: {origins: stored, outlets: width, id: finding.id},
  id: finding.id,
  text: CASE WHEN finding.text IN texts THEN finding.text ELSE texts[0] END,
  kind: finding.kind,
  count: CASE WHEN size(counts) = 0 THEN null ELSE {low: low, high: high} END,
  incident: head([(finding)-[:ABOUT]->(incident:Incident) | {id: incident.id, name: incident.name}]),
  place: head([(finding)-[:ABOUT]->(:Incident)-[:OCCURRED_AT]->(place:Place) | {id: place.id, name: place.name}]),
  outlets: outlets,
  origins: [origin IN origins | origin.name],
  independent_origins: independent,
  support: claims,
  contradicted: COUNT {
    MATCH (finding)-[:SUPPORTED_BY]->(one:Claim)-[:CONTRADICTS]-(other:Claim) WHERE one.id IN [support IN claims | support.claim]
    RETURN DISTINCT other
  },
  first_published: first,
  last_published: latest,
  why: finding.why
}) AS rows
