// A new key; its secret is not kept, only what proves it.
CREATE (k:ApiKey {id: $id})
SET k += $properties
RETURN properties(k) AS key
