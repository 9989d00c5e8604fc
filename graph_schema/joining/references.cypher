// What is known of references: how the first of the articles use them, what they stand for, what people decided of them.
MATCH (r:Reference) WHERE r.id IN $ids AND EXISTS { (r)<-[:CALLS]-() }
RETURN r.id AS id, r.kind AS kind, r.row AS row, r.told AS told,
  COLLECT {
    MATCH (a:Article)-[c:CALLS]->(r) WHERE r.row IS NULL
    WITH a, c ORDER BY a.id LIMIT $uses
    RETURN {name: c.name, aliases: c.aliases, roles: c.roles, within: c.within,
            record: c.record, at: c.at, place: c.place, precision: c.precision, days: c.days,
            published: a.publishedAt, places: a.places, countries: a.countries, company: a.company}
    ORDER BY a.id
  } AS uses,
  [(r)-[:STANDS_FOR]->(n) | n.id][0] AS bearer,
  COLLECT {
    MATCH (:Decision)-[:CONCERNS]->(r)
    WITH DISTINCT r
    MATCH (r)-[j:SAME_AS]-(other) WHERE j.decision IS NOT NULL
    RETURN {other: other.id, verdict: j.verdict} ORDER BY other.id, j.verdict
  } AS decided
ORDER BY id
