// What was submitted together, so that its reading can be followed.
MERGE (j:Job {id: $id})
ON CREATE SET j.revisions = $revisions, j.createdAt = $at
