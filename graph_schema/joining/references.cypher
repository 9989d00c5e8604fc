// What is known of references: how articles use them, what they stand for and beside which others, what was judged of them.
MATCH (r:Reference) WHERE r.id IN $ids AND EXISTS { (r)<-[:CALLS]-() }
RETURN r.id AS id, r.kind AS kind, r.row AS row,
  COLLECT {
    MATCH (a:Article)-[c:CALLS]->(r) WHERE r.row IS NULL
    RETURN {name: c.name, aliases: c.aliases, roles: c.roles, within: c.within,
            record: c.record, at: c.at, place: c.place, precision: c.precision, days: c.days,
            published: a.publishedAt, places: a.places, countries: a.countries, company: a.company}
    ORDER BY a.id
  } AS uses,
  [(r)-[:STANDS_FOR]->(n) | n.id][0] AS bearer,
  COLLECT { MATCH (r)-[:STANDS_FOR]->()<-[:STANDS_FOR]-(mate) RETURN mate.id } AS mates,
  COLLECT { MATCH (r)-[j:SAME_AS]-(other) RETURN {other: other.id, verdict: j.verdict, decision: j.decision, score: j.score, why: j.why} } AS judged
ORDER BY id
