// What stands beside a named node, by type of relationship, the heaviest first. A hub has a million claims, so each branch looks at $examined of them.
MATCH (n:Source|Person|Organisation|Group|Place|Incident) WHERE n.id = $id
CALL (n) {
  WITH n WHERE 'said' IN $types
  MATCH (n)-[:SAID]->(c:Claim)
  WITH c LIMIT $examined
  MATCH (c)-[:ABOUT]->(m)
  RETURN 'said' AS type, m, true AS outgoing, count(DISTINCT c) AS weight
  UNION ALL
  WITH n WHERE 'said' IN $types
  MATCH (n)<-[:ABOUT]-(c:Claim)
  WITH c LIMIT $examined
  MATCH (c)<-[:SAID]-(m)
  RETURN 'said' AS type, m, false AS outgoing, count(DISTINCT c) AS weight
  UNION ALL
  WITH n WHERE 'reported' IN $types
  MATCH (n)-[:REPORTED]->(c:Claim)
  WITH c LIMIT $examined
  MATCH (c)-[:ABOUT]->(m)
  RETURN 'reported' AS type, m, true AS outgoing, count(DISTINCT c) AS weight
  UNION ALL
  WITH n WHERE 'reported' IN $types
  MATCH (n)<-[:ABOUT]-(c:Claim)
  WITH c LIMIT $examined
  MATCH (c)<-[:REPORTED]-(m)
  RETURN 'reported' AS type, m, false AS outgoing, count(DISTINCT c) AS weight
  UNION ALL
  WITH n WHERE 'quoted' IN $types
  MATCH (n)-[:REPORTED]->(c:Claim)
  WITH c LIMIT $examined
  MATCH (c)<-[:SAID]-(m)
  RETURN 'quoted' AS type, m, true AS outgoing, count(DISTINCT c) AS weight
  UNION ALL
  WITH n WHERE 'quoted' IN $types
  MATCH (n)-[:SAID]->(c:Claim)
  WITH c LIMIT $examined
  MATCH (c)<-[:REPORTED]-(m)
  RETURN 'quoted' AS type, m, false AS outgoing, count(DISTINCT c) AS weight
  UNION ALL
  WITH n WHERE 'about' IN $types
  MATCH (n)<-[:ABOUT]-(c:Claim)
  WITH n, c LIMIT $examined
  MATCH (c)-[:ABOUT]->(m)
  WITH n, m, count(DISTINCT c) AS weight
  RETURN 'about' AS type, m, CASE WHEN n:Incident THEN false WHEN m:Incident THEN true ELSE n.id < m.id END AS outgoing, weight
  UNION ALL
  WITH n WHERE 'same incident' IN $types AND NOT n:Incident
  MATCH (n)<-[:ABOUT]-(c:Claim)
  WITH n, c LIMIT $examined
  MATCH (c)-[:ABOUT]->(incident:Incident)
  WITH DISTINCT n, incident LIMIT $incidents
  CALL (incident) {
    MATCH (incident)<-[:ABOUT]-(c:Claim)
    WITH c LIMIT $incidents
    MATCH (c)-[:ABOUT]->(m) WHERE NOT m:Incident
    RETURN DISTINCT m
  }
  RETURN 'same incident' AS type, m, n.id < m.id AS outgoing, count(incident) AS weight
  UNION ALL
  WITH n WHERE 'located in' IN $types
  MATCH (n)-[:OCCURRED_AT]->(m:Place)
  RETURN 'located in' AS type, m, true AS outgoing, COUNT { (n)<-[:ABOUT]-(:Claim) } AS weight
  UNION ALL
  WITH n WHERE 'located in' IN $types
  MATCH (n)<-[:OCCURRED_AT]-(m:Incident)
  WITH m LIMIT $examined
  RETURN 'located in' AS type, m, false AS outgoing, COUNT { (m)<-[:ABOUT]-(:Claim) } AS weight
  UNION ALL
  WITH n WHERE 'part of' IN $types
  MATCH (n)-[:PART_OF]->(m:Place)
  RETURN 'part of' AS type, m, true AS outgoing, COUNT { (n)<-[:ABOUT]-() } AS weight
  UNION ALL
  WITH n WHERE 'part of' IN $types
  MATCH (n)<-[:PART_OF]-(m:Place)
  WITH m LIMIT $examined
  RETURN 'part of' AS type, m, false AS outgoing, COUNT { (m)<-[:ABOUT]-() } AS weight
  UNION ALL
  WITH n WHERE 'copied' IN $types
  MATCH (n)-[:PUBLISHED]->(copy:Article)
  WITH copy LIMIT $examined
  MATCH (copy)-[:COPY_OF]->(:Article)<-[:PUBLISHED]-(m:Source)
  RETURN 'copied' AS type, m, true AS outgoing, count(DISTINCT copy) AS weight
  UNION ALL
  WITH n WHERE 'copied' IN $types
  MATCH (n)-[:PUBLISHED]->(original:Article)
  WITH original LIMIT $examined
  MATCH (original)<-[:COPY_OF]-(copy:Article)<-[:PUBLISHED]-(m:Source)
  RETURN 'copied' AS type, m, false AS outgoing, count(DISTINCT copy) AS weight
  UNION ALL
  WITH n WHERE 'corroborates' IN $types OR 'contradicts' IN $types
  MATCH (n)-[by:REPORTED|SAID]->(one:Claim) WHERE type(by) = 'REPORTED' OR NOT EXISTS { (n)-[:REPORTED]->() }
  WITH n, type(by) AS voice, one LIMIT $examined
  MATCH (one)-[link:CORROBORATES|CONTRADICTS]-(other:Claim)
  MATCH (other)<-[their:REPORTED|SAID]-(m) WHERE type(their) = voice
  WITH n, m, toLower(type(link)) AS type, count(DISTINCT CASE WHEN one.id < other.id THEN one.id + other.id ELSE other.id + one.id END) AS weight
  WHERE type IN $types
  RETURN type, m, n.id < m.id AS outgoing, weight
}
WITH n, type, m, outgoing, weight
WHERE m <> n AND NOT ($hidden AND coalesce(m.withheld, false))
ORDER BY weight DESC, m.id
WITH n, type, collect({
  node: {id: m.id, name: m.name, kind: CASE WHEN m:Source THEN m.kind ELSE toLower(labels(m)[0]) END},
  outgoing: outgoing,
  weight: weight
}) AS beside
WITH type, beside, CASE
  WHEN type = 'said' THEN COUNT { (n)-[:SAID]->() } > $examined OR COUNT { (n)<-[:ABOUT]-() } > $examined
  WHEN type = 'reported' THEN COUNT { (n)-[:REPORTED]->() } > $examined OR COUNT { (n)<-[:ABOUT]-() } > $examined
  WHEN type IN ['quoted', 'corroborates', 'contradicts'] THEN COUNT { (n)-[:REPORTED]->() } > $examined OR COUNT { (n)-[:SAID]->() } > $examined
  WHEN type = 'about' THEN COUNT { (n)<-[:ABOUT]-() } > $examined
  WHEN type = 'same incident' THEN COUNT { (n)<-[:ABOUT]-() } > $incidents
  WHEN type = 'located in' THEN COUNT { (n)<-[:OCCURRED_AT]-() } > $examined
  WHEN type = 'part of' THEN COUNT { (n)<-[:PART_OF]-() } > $examined
  ELSE COUNT { (n)-[:PUBLISHED]->() } > $examined
END AS sampled
ORDER BY type
RETURN collect({
  type: type,
  neighbours: beside[..$limit],
  more: CASE WHEN size(beside) > $limit THEN size(beside) - $limit ELSE 0 END,
  sampled: sampled
}) AS rows
