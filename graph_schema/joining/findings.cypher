// Findings: what claims of several voices say of one fact of an incident, and whom it goes back to.
UNWIND $rows AS row
MATCH (i:Incident {id: row.incident})
CREATE (f:Finding {id: row.id})
SET f += row.properties
CREATE (f)-[:ABOUT]->(i)
WITH f, row
UNWIND row.claims AS one
MATCH (c:Claim {id: one.id})
CREATE (f)-[:SUPPORTED_BY {origin: one.origin, by: one.by, agrees: one.agrees, measured: one.measured}]->(c)
WITH f, c, one WHERE one.origin IS NOT NULL
MATCH (origin)-[:SAID]->(c)
MERGE (f)-[:ORIGINATES_FROM]->(origin)
