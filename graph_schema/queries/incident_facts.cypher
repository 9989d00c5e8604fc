// What event datasets ask of incidents: who did it to whom, where exactly, how many died, who reported it.
UNWIND range(0, size($ids) - 1) AS rank
MATCH (incident:Incident {id: $ids[rank]})
WITH rank, incident, head(COLLECT {
  MATCH (incident)-[:OCCURRED_AT]->(place:Place) RETURN place ORDER BY place.id
}) AS place
WITH *,
  COLLECT {
    MATCH (incident)<-[:ABOUT]-(:Claim)-[:ABOUT {role: 'actor'}]->(actor) WHERE NOT actor:Incident
    WITH actor, count(*) AS times ORDER BY times DESC, actor.name LIMIT 5
    RETURN actor.name
  } AS actors,
  COLLECT {
    MATCH (incident)<-[:ABOUT]-(:Claim)-[:ABOUT {role: 'target'}]->(target) WHERE NOT target:Incident
    WITH target, count(*) AS times ORDER BY times DESC, target.name LIMIT 5
    RETURN target.name
  } AS targets,
  COLLECT {
    MATCH (incident)<-[:ABOUT]-(claim:Claim)
    WHERE claim.stance <> 'denied' AND claim.low IS NOT NULL AND claim.kind IN ['death', 'injury', 'arrest', 'participants']
    WITH claim.kind AS kind, min(claim.low) AS low, max(coalesce(claim.high, claim.low)) AS high ORDER BY kind
    RETURN {kind: kind, low: low, high: high}
  } AS counts,
  coalesce(head(COLLECT {
    MATCH (incident)<-[:ABOUT]-(finding:Finding) RETURN max(finding.independentOrigins)
  }), 0) AS origins
ORDER BY rank
RETURN collect({
  id: incident.id,
  name: incident.name,
  type: incident.type,
  date: {from: incident.startDate, to: incident.endDate, precision: incident.datePrecision},
  place: place.name,
  place_precision: incident.placePrecision,
  country_code: place.country,
  country: CASE WHEN place.feature = 'country' THEN place.name ELSE head(COLLECT {
    MATCH (place)-[:PART_OF*1..5]->(around:Place {feature: 'country'}) RETURN around.name ORDER BY around.id
  }) END,
  region: CASE WHEN place.feature = 'region' THEN place.name ELSE head(COLLECT {
    MATCH (place)-[:PART_OF*1..5]->(around:Place {feature: 'region'}) RETURN around.name ORDER BY around.id
  }) END,
  latitude: place.location.latitude,
  longitude: place.location.longitude,
  actors: actors,
  targets: targets,
  counts: counts,
  outlets: COLLECT {
    MATCH (incident)<-[:ABOUT]-(:Claim)<-[:REPORTED]-(outlet:Source) RETURN DISTINCT outlet.name ORDER BY outlet.name
  },
  origins: origins,
  notes: head(COLLECT {
    MATCH (incident)<-[:ABOUT]-(:Claim)-[:EVIDENCED_BY]->(sentence:Sentence) RETURN sentence.text ORDER BY sentence.idx, sentence.id LIMIT 1
  }),
  claims: COUNT { (incident)<-[:ABOUT]-(:Claim) }
}) AS rows
