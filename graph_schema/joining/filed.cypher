// Which references are found by each of these keys; none where the key that must not be crowded is.
UNWIND $rows AS row
OPTIONAL MATCH (few:Key {id: row.few})
WITH row, few IS NULL OR COUNT { (few)<-[:KEYED]-() } <= $crowded AS telling
RETURN row.key AS key, row.few AS few,
  COLLECT { MATCH (k:Key {id: row.key})<-[:KEYED]-(r:Reference) WHERE telling RETURN r.id } AS ids
