// Which findings have at least $least_origins independent origins
// The findings, the origins they go back to, and their incidents.
MATCH (finding:Finding) WHERE finding.independentOrigins >= toInteger($least_origins)
WITH finding ORDER BY finding.independentOrigins DESC, finding.id LIMIT 100
OPTIONAL MATCH (finding)-[originates:ORIGINATES_FROM]->(origin)
OPTIONAL MATCH (finding)-[about:ABOUT]->(incident:Incident)
RETURN finding, originates, origin, about, incident
