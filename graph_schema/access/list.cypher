// All keys, newest first.
MATCH (k:ApiKey)
RETURN properties(k) AS key
ORDER BY key.createdAt DESC, key.id
