// What is told and decided of references now that they are joined, as a fingerprint: as long as it stays, all stays.
UNWIND $rows AS row
MATCH (r:Reference {id: row.id})
SET r.told = row.told
