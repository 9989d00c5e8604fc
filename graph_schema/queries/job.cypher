// How far the reading of what was submitted together has come, in the order of submission.
MATCH (j:Job {id: $id})
RETURN collect({
  id: j.id,
  created_at: j.createdAt,
  documents: COLLECT {
    UNWIND range(0, size(j.revisions) - 1) AS rank
    MATCH (r:Revision {id: j.revisions[rank]})
    RETURN {
      revision: r.id,
      article: head([(a:Article)-[:HAS_REVISION]->(r) | a.id]),
      status: r.status,
      reason: r.reason
    } AS document ORDER BY rank
  }
}) AS rows
