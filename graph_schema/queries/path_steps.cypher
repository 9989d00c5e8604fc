// What nodes are linked to by claims: of each the heaviest links, from the claims written last, as long as time is left.
WITH datetime.realtime().epochMillis + $milliseconds AS until
UNWIND $ids AS id
MATCH (n:Source|Person|Organisation|Group|Place|Incident) WHERE n.id = id
CALL (n, until) {
  CALL (n) {
    MATCH (n)-[:SAID|REPORTED]->(claim:Claim) RETURN claim LIMIT $examined
    UNION
    MATCH (n)<-[:ABOUT]-(claim:Claim) RETURN claim LIMIT $examined
    UNION
    MATCH (n)<-[:ATTRIBUTED_VIA]-(claim:Claim) RETURN claim LIMIT $examined
  }
  WITH n, claim WHERE datetime.realtime().epochMillis < until
  MATCH (claim)-[:SAID|REPORTED|ABOUT|ATTRIBUTED_VIA]-(m)
  WHERE m <> n
  WITH m, count(DISTINCT claim) AS weight
  WHERE NOT ($hidden AND coalesce(m.withheld, false))
    AND ($hubs OR m.id IN $ends OR NOT (coalesce(m.feature, '') = 'country' OR EXISTS { (m)-[:PUBLISHED]->() }))
  WITH m, weight ORDER BY weight DESC, m.id LIMIT $breadth + 1
  RETURN collect({id: m.id, weight: weight}) AS beside
}
RETURN collect({
  id: n.id,
  beside: beside[..$breadth],
  cut: size(beside) > $breadth OR datetime.realtime().epochMillis >= until OR COUNT { (n)-[:SAID|REPORTED]->() } > $examined
    OR COUNT { (n)<-[:ABOUT]-() } > $examined OR COUNT { (n)<-[:ATTRIBUTED_VIA]-() } > $examined
}) AS rows
