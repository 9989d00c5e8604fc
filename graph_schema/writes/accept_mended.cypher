// Input that was set aside earlier and could be parsed now is no longer set aside.
UNWIND $rows AS row
MATCH (r:Revision {contentHash: row.contentHash})
WHERE r.status = 'parked' AND r.format IS NULL
DETACH DELETE r
