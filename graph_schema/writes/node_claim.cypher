// Claims of an article.
UNWIND $rows AS row
MERGE (n:Claim {id: row.id})
SET n += row
