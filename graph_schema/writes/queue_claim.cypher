// Lease due revisions. The lock is taken before the condition is checked again: Neo4j is read-committed.
MATCH (r:Revision)
WHERE r.dueAt <= timestamp() AND (r.attempt > 0) = $tried
WITH r LIMIT $scan
WITH r ORDER BY rand() LIMIT $size
WITH r ORDER BY r.id
SET r.lock = $token
WITH r WHERE r.dueAt <= timestamp()
SET r.dueAt = timestamp() + $lease, r.attempt = r.attempt + 1, r.token = $token
WITH r
MATCH (a:Article)-[:HAS_REVISION]->(r)
OPTIONAL MATCH (s:Source)-[:PUBLISHED]->(a)
RETURN r.id AS id, r.attempt AS attempt, r.text AS text,
       a.id AS article, a.publishedAt AS published, s.id AS publisher
ORDER BY id
