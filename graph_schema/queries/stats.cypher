// How much the graph holds: nodes by label and kind, texts by the state of their reading, the first and the last day, the version.
CALL () {
  MATCH (n:Claim) WHERE n.kind IS NOT NULL WITH n.kind AS kind, count(*) AS number
  RETURN collect({label: 'Claim', kind: kind, number: number}) AS counts
  UNION ALL
  MATCH (n:Finding) WITH n.kind AS kind, count(*) AS number
  RETURN collect({label: 'Finding', kind: kind, number: number}) AS counts
  UNION ALL
  MATCH (n:Incident) WITH n.type AS kind, count(*) AS number
  RETURN collect({label: 'Incident', kind: kind, number: number}) AS counts
  UNION ALL
  MATCH (n:Source) WITH n.kind AS kind, count(*) AS number
  RETURN collect({label: 'Source', kind: kind, number: number}) AS counts
  UNION ALL
  RETURN [
    {label: 'Article', kind: null, number: COUNT { (:Article) }},
    {label: 'Sentence', kind: null, number: COUNT { (:Sentence) }},
    {label: 'Mention', kind: null, number: COUNT { (:Mention) }},
    {label: 'Person', kind: null, number: COUNT { (:Person) } - CASE WHEN $hidden THEN COUNT { (:Person {withheld: true}) } ELSE 0 END},
    {label: 'Organisation', kind: null, number: COUNT { (:Organisation) }},
    {label: 'Group', kind: null, number: COUNT { (:Group) }},
    {label: 'Place', kind: null, number: COUNT { (:Place) }}
  ] AS counts
}
UNWIND counts AS one
WITH one ORDER BY one.label, one.number DESC, one.kind
WITH one.label AS label, sum(one.number) AS number, collect(one) AS parts
WITH collect({label: label, count: number, parts: [part IN parts WHERE part.kind IS NOT NULL | part]}) AS nodes
CALL () {
  MATCH (revision:Revision) WHERE revision.status IS NOT NULL WITH revision.status AS status, count(*) AS number ORDER BY status
  RETURN collect({status: status, number: number}) AS texts
}
OPTIONAL MATCH (version:GraphVersion {id: 'graph'})
RETURN collect({
  version: coalesce(version.number, 0),
  nodes: nodes,
  texts: texts,
  first_published: head(COLLECT { MATCH (a:Article) WHERE a.publishedAt > '' RETURN a.publishedAt ORDER BY a.publishedAt LIMIT 1 }),
  last_published: head(COLLECT { MATCH (a:Article) WHERE a.publishedAt > '' RETURN a.publishedAt ORDER BY a.publishedAt DESC LIMIT 1 })
}) AS rows
