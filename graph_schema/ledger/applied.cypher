// The migrations this database has seen, oldest first.
MATCH (m:Migration)
RETURN m.id AS id, m.name AS name, m.checksum AS checksum
ORDER BY id
