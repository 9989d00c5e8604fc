// The outlets of accepted articles.
UNWIND $rows AS row
MERGE (s:Source {id: row.id})
ON CREATE SET s.name = row.name, s.kind = row.kind, s.url = row.url
