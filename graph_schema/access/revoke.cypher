// Take a key back: it opens nothing from now on, and stays on record.
MATCH (k:ApiKey {id: $id})
SET k.revokedAt = coalesce(k.revokedAt, $at)
RETURN properties(k) AS key
