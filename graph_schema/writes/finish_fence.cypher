// Who still holds the lease may finish. The article is locked first, so that two texts of it finish one after the other;
// returns whether a later text of the article makes this one superseded.
UNWIND $rows AS row
MATCH (a:Article {id: row.article})
SET a.lock = $token
REMOVE a.lock
WITH row, a
MATCH (a)-[:HAS_REVISION]->(r:Revision {id: row.id})
SET r.lock = $token
REMOVE r.lock
WITH a, r WHERE r.token = $token AND r.dueAt IS NOT NULL
SET r.status = 'done', r.readAt = timestamp()
REMOVE r.dueAt, r.token
WITH r, EXISTS {
  MATCH (a)-[:HAS_REVISION]->(later:Revision)
  WHERE later.acceptedAt > r.acceptedAt OR (later.acceptedAt = r.acceptedAt AND later.id > r.id)
} AS superseded
RETURN r.id AS id, superseded
