// The claims about incidents, with who says them through whom, in which outlet, when, and the sentence around them.
MATCH (i:Incident)<-[:ABOUT]-(c:Claim) WHERE i.id IN $ids
MATCH (c)-[:EVIDENCED_BY]->(s:Sentence)<-[:HAS_SENTENCE]-(:Revision)<-[:HAS_REVISION]-(a:Article)
OPTIONAL MATCH (speaker)-[:SAID]->(c)
RETURN c.id AS id, a.id AS article, a.publishedAt AS published,
  [(outlet:Source)-[:PUBLISHED]->(a) | outlet.name][0] AS outlet,
  c.text AS text, s.text AS sentence, s.idx AS position, c.kind AS kind, c.stance AS stance, i.id AS incident,
  speaker.id AS speaker, speaker.name AS speaker_name, labels(speaker)[0] AS speaker_label,
  speaker IS NULL OR EXISTS { (speaker)-[:PUBLISHED]->(a) } AS itself,
  COLLECT {
    MATCH (c)-[v:ATTRIBUTED_VIA]->(via)
    RETURN CASE WHEN via:Source THEN via.name ELSE via.id END ORDER BY v.depth
  } AS via,
  c.low AS low, c.high AS high, c.unit AS unit, c.quantity AS quantity, c.eventFrom AS first, c.eventTo AS last
ORDER BY id
