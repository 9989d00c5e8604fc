// What a claim must be to pass the filters of a listing (app/filters.py), each only where it is given; ends a WHERE.
//+ parts/claim_words.cypher
//? event_from
  AND claim.eventTo >= $event_from
//? event_to
  AND claim.eventFrom <= $event_to
//? type
  AND EXISTS { MATCH (claim)-[:ABOUT]->(told:Incident) WHERE told.type = $type }
//? place
  AND (EXISTS {
    MATCH (claim)-[:ABOUT]->(:Incident)-[:OCCURRED_AT]->(:Place)-[:PART_OF*0..5]->(around:Place) WHERE around.id IN $place
  } OR EXISTS {
    MATCH (claim)-[:ABOUT]->(:Place)-[:PART_OF*0..5]->(around:Place) WHERE around.id IN $place
  })
//? near
  AND EXISTS {
    MATCH (claim)-[:ABOUT]->(:Incident)-[:OCCURRED_AT]->(scene:Place)
    WHERE point.distance(scene.location, point({latitude: $near.latitude, longitude: $near.longitude})) <= $near.metres
  }
//? bbox
  AND EXISTS {
    MATCH (claim)-[:ABOUT]->(:Incident)-[:OCCURRED_AT]->(scene:Place)
    WHERE point.withinBBox(scene.location,
      point({longitude: $bbox.west, latitude: $bbox.south}), point({longitude: $bbox.east, latitude: $bbox.north}))
  }
//.
