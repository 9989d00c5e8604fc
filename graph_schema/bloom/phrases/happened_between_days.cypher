// What happened from $first_day to $last_day
// Incidents that began on these days, both included, with their places. Days are written 2022-09-25.
MATCH (incident:Incident) WHERE incident.startDate >= $first_day AND incident.startDate <= $last_day
WITH incident ORDER BY incident.startDate, incident.id LIMIT 300
OPTIONAL MATCH (incident)-[occurred:OCCURRED_AT]->(place:Place)
RETURN incident, occurred, place
