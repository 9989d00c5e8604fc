// Every mention refers to something.
MATCH (m:Mention)
WHERE NOT EXISTS { (m)-[:REFERS_TO]->() }
RETURN m.id AS id, 'refers to nothing' AS why
