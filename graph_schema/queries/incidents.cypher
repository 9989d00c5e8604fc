// Incidents that claims which pass the filters are about, latest first: all, or those of the nodes asked about; a place stands for all that lies in it.
CALL () {
  UNWIND CASE WHEN $about IS NULL THEN [1] ELSE [] END AS everything
  MATCH (incident:Incident)
  RETURN incident
  UNION
  MATCH (incident:Incident) WHERE incident.id IN $about
  RETURN incident
  UNION
  MATCH (around:Place) WHERE around.id IN $about
  MATCH (incident:Incident)-[:OCCURRED_AT]->(:Place)-[:PART_OF*0..5]->(around)
  RETURN incident
  UNION
  MATCH (anchor:Person|Organisation|Group|Source) WHERE anchor.id IN $about
  MATCH (anchor)-[:SAID|REPORTED|ABOUT|ATTRIBUTED_VIA]-(:Claim)-[:ABOUT]->(incident:Incident)
  RETURN incident
}
WITH incident, coalesce(incident.startDate, '') AS started
WHERE EXISTS {
  MATCH (claim:Claim)-[:ABOUT]->(incident)
  WHERE true
//+ parts/claim_words.cypher
}
//? type
  AND incident.type = $type
//? event_from
  AND incident.endDate >= $event_from
//? event_to
  AND incident.startDate <= $event_to
//? place
  AND EXISTS { MATCH (incident)-[:OCCURRED_AT]->(:Place)-[:PART_OF*0..5]->(inside:Place) WHERE inside.id IN $place }
//? near
  AND EXISTS {
    MATCH (incident)-[:OCCURRED_AT]->(scene:Place)
    WHERE point.distance(scene.location, point({latitude: $near.latitude, longitude: $near.longitude})) <= $near.metres
  }
//? bbox
  AND EXISTS {
    MATCH (incident)-[:OCCURRED_AT]->(scene:Place)
    WHERE point.withinBBox(scene.location,
      point({longitude: $bbox.west, latitude: $bbox.south}), point({longitude: $bbox.east, latitude: $bbox.north}))
  }
//? after
  AND (started < $after.started OR (started = $after.started AND incident.id > $after.id))
//.
WITH incident, started ORDER BY started DESC, incident.id LIMIT $limit
RETURN collect({
  id: incident.id,
  name: incident.name,
  type: incident.type,
  date: {from: incident.startDate, to: incident.endDate, precision: incident.datePrecision},
  place: head(COLLECT {
    MATCH (incident)-[:OCCURRED_AT]->(place:Place) RETURN {id: place.id, name: place.name} ORDER BY place.id
  }),
  place_precision: incident.placePrecision,
  location: head(COLLECT {
    MATCH (incident)-[:OCCURRED_AT]->(place:Place) WHERE place.location IS NOT NULL
    RETURN {latitude: place.location.latitude, longitude: place.location.longitude, country: place.country}
    ORDER BY place.id
  }),
  claims: COUNT { (:Claim)-[:ABOUT]->(incident) },
  outlets: COLLECT {
    MATCH (outlet:Source)-[:REPORTED]->(:Claim)-[:ABOUT]->(incident) RETURN DISTINCT outlet.name ORDER BY outlet.name
  }
}) AS rows
