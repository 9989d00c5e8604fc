// Sentences of a revision.
UNWIND $rows AS row
MERGE (n:Sentence {id: row.id})
SET n += row
