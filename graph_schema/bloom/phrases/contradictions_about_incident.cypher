// Who contradicts whom about $incident
// Claims about the incident that cannot both be so, who says them, and the outlets that report them.
MATCH (incident:Incident {name: $incident})<-[about:ABOUT]-(claim:Claim)-[against:CONTRADICTS]-(opposite:Claim)
WITH incident, about, claim, against, opposite LIMIT 300
OPTIONAL MATCH (speaker)-[said:SAID]->(claim)
OPTIONAL MATCH (outlet:Source)-[reported:REPORTED]->(claim)
RETURN incident, about, claim, against, opposite, speaker, said, outlet, reported
