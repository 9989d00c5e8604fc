// What is corroborated about $place
// Findings that go back to at least two independent origins, with the origins, the incidents and their places.
MATCH (around:Place) WHERE around.name = $place OR $place IN around.aliases
MATCH (place:Place)-[:PART_OF*0..5]->(around)
MATCH (place)<-[occurred:OCCURRED_AT]-(incident:Incident)<-[about:ABOUT]-(finding:Finding)
WHERE finding.independentOrigins >= 2
WITH place, occurred, incident, about, finding ORDER BY finding.independentOrigins DESC, finding.id LIMIT 100
OPTIONAL MATCH (finding)-[originates:ORIGINATES_FROM]->(origin)
RETURN place, occurred, incident, about, finding, originates, origin
