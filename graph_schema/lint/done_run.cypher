// The latest text of an article, once done, says which run read it.
MATCH (a:Article)-[:HAS_REVISION]->(r:Revision {status: 'done'})
WHERE NOT EXISTS { (r)-[:READ_BY]->(:Run) }
  AND NOT EXISTS {
    MATCH (a)-[:HAS_REVISION]->(later:Revision)
    WHERE later.acceptedAt > r.acceptedAt OR (later.acceptedAt = r.acceptedAt AND later.id > r.id)
  }
RETURN r.id AS id, 'is done, but no run read it' AS why
