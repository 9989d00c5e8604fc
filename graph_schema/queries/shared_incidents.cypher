// Incidents that two outlets both report, latest first, found from the latest $examined claims of the one with fewer.
MATCH (one:Source {id: $one})
MATCH (other:Source {id: $other})
WITH one, other, COUNT { (one)-[:REPORTED]->() } <= COUNT { (other)-[:REPORTED]->() } AS first
WITH one, other, CASE WHEN first THEN one ELSE other END AS few, CASE WHEN first THEN other ELSE one END AS many
MATCH (few)-[:REPORTED]->(claim:Claim)
WITH one, other, many, claim LIMIT $examined
MATCH (claim)-[:ABOUT]->(incident:Incident)
WITH DISTINCT one, other, many, incident, coalesce(incident.startDate, '') AS started
WHERE $after IS NULL OR started < $after.started OR (started = $after.started AND incident.id > $after.id)
WITH one, other, many, incident, started
WHERE EXISTS { MATCH (incident)<-[:ABOUT]-(claim:Claim) WHERE EXISTS { (claim)<-[:REPORTED]-(many) } }
WITH one, other, incident, started ORDER BY started DESC, incident.id LIMIT $limit
RETURN collect({
  id: incident.id,
  name: incident.name,
  type: incident.type,
  date: {from: incident.startDate, to: incident.endDate, precision: incident.datePrecision},
  one: COUNT { MATCH (incident)<-[:ABOUT]-(claim:Claim) WHERE EXISTS { (claim)<-[:REPORTED]-(one) } RETURN DISTINCT claim },
  other: COUNT { MATCH (incident)<-[:ABOUT]-(claim:Claim) WHERE EXISTS { (claim)<-[:REPORTED]-(other) } RETURN DISTINCT claim },
  contradictions: COUNT {
    MATCH (incident)<-[:ABOUT]-(claim:Claim)-[against:CONTRADICTS]-(opposed:Claim)
    WHERE EXISTS { (claim)<-[:REPORTED]-(one) } AND EXISTS { (opposed)<-[:REPORTED]-(other) }
    RETURN DISTINCT against
  }
}) AS rows
