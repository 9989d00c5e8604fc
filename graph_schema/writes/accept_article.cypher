// Accepted articles; a metadata value learned later fills the gap and makes the article due again.
UNWIND $rows AS row
MERGE (a:Article {id: row.id})
ON CREATE SET a += row
WITH a, row, row.publishedAt IS NOT NULL AND coalesce(a.publishedAt, '') <> row.publishedAt AS redated
SET a.title = coalesce(row.title, a.title), a.url = coalesce(row.url, a.url),
    a.publishedAt = coalesce(row.publishedAt, a.publishedAt), a.byline = coalesce(row.byline, a.byline)
WITH a WHERE redated
MATCH (a)-[:HAS_REVISION]->(r:Revision) WHERE r.status = 'done'
SET r.status = 'accepted', r.dueAt = timestamp(), r.attempt = 0
