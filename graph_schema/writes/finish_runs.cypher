// Forget which runs read these articles before.
UNWIND $articles AS articleId
MATCH (:Article {id: articleId})-[:HAS_REVISION]->(:Revision)-[b:READ_BY]->(:Run)
DELETE b
