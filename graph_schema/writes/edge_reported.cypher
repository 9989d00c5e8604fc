// Shortcut from the outlet to the claim; rebuildable from PUBLISHED, HAS_REVISION, HAS_SENTENCE and EVIDENCED_BY.
UNWIND $rows AS row
MATCH (a:Source {id: row.start})
MATCH (b:Claim {id: row.end})
MERGE (a)-[e:REPORTED]->(b)
SET e.articleId = row.properties.articleId, e.derived = true
