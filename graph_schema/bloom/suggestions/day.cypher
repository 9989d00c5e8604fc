// Days on which incidents began.
MATCH (incident:Incident) WHERE incident.startDate IS NOT NULL
RETURN DISTINCT incident.startDate AS day ORDER BY day LIMIT 1000
