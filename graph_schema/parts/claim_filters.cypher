// What a claim must be to pass the filters of a listing (app/filters.py), each only where it is given; ends a WHERE.
//? kind
  AND claim.kind = $kind
//? stance
  AND claim.stance = $stance
//? event_from
  AND claim.eventTo >= $event_from
//? event_to
  AND claim.eventFrom <= $event_to
//? published_from
  AND claim.published >= $published_from
//? published_to
  AND claim.published <= $published_to AND claim.published <> ''
//? published_by
  AND claim.published <= $published_by AND claim.published <> ''
//? accepted_before
  AND EXISTS {
    MATCH (claim)-[:EVIDENCED_BY]->(:Sentence)<-[:HAS_SENTENCE]-(known:Revision) WHERE known.acceptedAt < $accepted_before
  }
//? outlet
  AND EXISTS { MATCH (claim)<-[:REPORTED]-(teller:Source) WHERE teller.id IN $outlet }
//? speaker
  AND EXISTS { MATCH (claim)<-[:SAID]-(voice) WHERE voice.id IN $speaker }
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
//? least_origins
  AND EXISTS {
    MATCH (claim)<-[:SUPPORTED_BY]-(fact:Finding) WHERE fact.independentOrigins >= $least_origins
  }
//.
