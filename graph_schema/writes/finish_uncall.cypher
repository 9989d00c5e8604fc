// Forget how earlier readings of these articles used references; those are due to be joined again without them.
UNWIND $articles AS articleId
MATCH (a:Article {id: articleId})-[e:CALLS]->(r:Reference)
WITH e, r ORDER BY r.id
SET r.joinDue = true
DELETE e
