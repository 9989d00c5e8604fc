// Incidents, latest first.
MATCH (incident:Incident) WHERE EXISTS { (incident)<-[:ABOUT]-(:Claim) }
WITH incident.name AS incident, max(coalesce(incident.startDate, '')) AS started
RETURN incident ORDER BY started DESC, incident LIMIT 1000
