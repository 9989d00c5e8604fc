// The key with this id.
MATCH (k:ApiKey {id: $id})
RETURN properties(k) AS key
