// Groups that references stand for. A single article only states that there is one; joining knows what all say of it.
UNWIND $rows AS row
MERGE (n:Group {id: row.id})
ON CREATE SET n += row
ON MATCH SET n += CASE WHEN $joined THEN row ELSE {} END
