// Mentions in a sentence.
UNWIND $rows AS row
MERGE (n:Mention {id: row.id})
SET n += row
