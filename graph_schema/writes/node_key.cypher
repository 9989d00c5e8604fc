// Blocking keys of references.
UNWIND $rows AS row
MERGE (:Key {id: row.id})
