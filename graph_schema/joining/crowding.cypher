// Marks which keys of places got crowded, or no longer are, of those of some references and some more; returns the
// references of which nothing says when they were, which meet others at these places than before.
CALL () {
  MATCH (r:Reference)-[:KEYED]->(k:Key) WHERE r.id IN $ids RETURN k
  UNION
  MATCH (k:Key) WHERE k.id IN $keys RETURN k
}
WITH k, COUNT { (k)<-[:KEYED]-() } > $crowded AS crowded
WHERE (k.id ENDS WITH '|dated' OR k.id ENDS WITH '|undated') AND crowded <> coalesce(k.crowded, false)
SET k.crowded = crowded
WITH DISTINCT split(k.id, '|')[0] + '|undated' AS undated
MATCH (:Key {id: undated})<-[:KEYED]-(r:Reference)
RETURN DISTINCT r.id AS id
