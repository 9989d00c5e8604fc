// The record of one source, from the latest $examined of its claims and $articles of its articles.
MATCH (source:Source {id: $id})
CALL (source) {
  MATCH (source)-[:PUBLISHED]->(article:Article)
  RETURN min(article.publishedAt) AS first, max(article.publishedAt) AS last
}
CALL (source) {
  MATCH (source)-[:REPORTED]->(claim:Claim)
  WITH claim LIMIT $examined
  MATCH (claim)<-[:SUPPORTED_BY]-(finding:Finding)
  WITH DISTINCT finding
  MATCH (finding)-[:SUPPORTED_BY]->(claim:Claim)<-[:REPORTED]-(outlet:Source)
  WHERE claim.published <> '' // an unknown date
  WITH finding,
    min(CASE WHEN outlet = source THEN claim.published END) AS own,
    min(CASE WHEN outlet <> source THEN claim.published END) AS theirs,
    count(DISTINCT CASE WHEN outlet <> source THEN outlet END) AS others
  WHERE own IS NOT NULL AND theirs IS NOT NULL
  WITH finding, own, theirs, others ORDER BY own DESC, finding.id
  RETURN {
    findings: count(finding),
    first: count(CASE WHEN own < theirs THEN 1 END),
    same_day: count(CASE WHEN own = theirs THEN 1 END),
    examples: collect(CASE WHEN own < theirs THEN {
      id: finding.id, text: finding.text, kind: finding.kind, published: own, next_published: theirs, others: others
    } END)[..$shown]
  } AS reported
}
CALL (source) {
  MATCH (source)-[:PUBLISHED]->(copy:Article)
  WITH source, copy LIMIT $articles
  MATCH (copy)-[:COPY_OF]->(:Article)<-[:PUBLISHED]-(other:Source) WHERE other <> source
  WITH other, count(DISTINCT copy) AS number ORDER BY number DESC, other.id LIMIT $shown
  RETURN collect({source: {id: other.id, name: other.name, kind: other.kind}, articles: number}) AS copies
}
CALL (source) {
  MATCH (source)-[:PUBLISHED]->(original:Article)
  WITH source, original LIMIT $articles
  MATCH (original)<-[:COPY_OF]-(copy:Article)<-[:PUBLISHED]-(other:Source) WHERE other <> source
  WITH other, count(DISTINCT copy) AS number ORDER BY number DESC, other.id LIMIT $shown
  RETURN collect({source: {id: other.id, name: other.name, kind: other.kind}, articles: number}) AS copied
}
CALL (source) {
  MATCH (source)-[:REPORTED]->(claim:Claim)
  WITH source, claim LIMIT $examined
  CALL (claim) {
    MATCH (claim)-[:ATTRIBUTED_VIA]->(via) RETURN via
    UNION
    MATCH (via:Source)-[:SAID]->(claim) RETURN via
  }
  WITH source, claim, via WHERE via <> source AND NOT ($hidden AND coalesce(via.withheld, false))
  WITH via, count(DISTINCT claim) AS number ORDER BY number DESC, via.id LIMIT $shown
  RETURN collect({
    source: {id: via.id, name: via.name, kind: CASE WHEN via:Source THEN via.kind ELSE toLower(labels(via)[0]) END},
    claims: number
  }) AS cites
}
CALL (source) {
  MATCH (source)-[:REPORTED]->(claim:Claim)
  WITH source, claim LIMIT $examined
  MATCH (claim)-[link:CORROBORATES|CONTRADICTS]-(:Claim)<-[:REPORTED]-(other:Source) WHERE other <> source
  WITH other,
    count(DISTINCT CASE WHEN type(link) = 'CORROBORATES' THEN link END) AS corroborates,
    count(DISTINCT CASE WHEN type(link) = 'CONTRADICTS' THEN link END) AS contradicts
  ORDER BY corroborates + contradicts DESC, other.id LIMIT $shown
  RETURN collect({
    source: {id: other.id, name: other.name, kind: other.kind}, corroborates: corroborates, contradicts: contradicts
  }) AS agreement
}
WITH *, COUNT { (source)-[:PUBLISHED]->() } AS published, COUNT { (source)-[:REPORTED]->() } AS told
RETURN collect({
  id: source.id,
  name: source.name,
  kind: source.kind,
  url: source.url,
  articles: published,
  claims: told,
  first_published: first,
  last_published: last,
  reported_first: reported,
  copies: copies,
  copied_by: copied,
  cites: cites,
  agreement: agreement,
  sampled: told > $examined OR published > $articles
}) AS rows
