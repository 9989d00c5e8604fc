// Take away what earlier readings of these articles said; returns the entities and incidents that lost evidence.
UNWIND $articles AS articleId
MATCH (a:Article {id: articleId})-[:HAS_REVISION]->(:Revision)-[:HAS_SENTENCE]->(s:Sentence)
OPTIONAL MATCH (s)-[:HAS_MENTION]->(m:Mention)
OPTIONAL MATCH (m)-[:REFERS_TO]->(named)
WITH s, collect(DISTINCT m) AS mentions, collect(DISTINCT named.id) AS named
OPTIONAL MATCH (c:Claim)-[:EVIDENCED_BY]->(s)
OPTIONAL MATCH (c)-[:ABOUT|ATTRIBUTED_VIA]->(about)
OPTIONAL MATCH (speaker)-[:SAID]->(c)
WITH s, mentions, named, collect(DISTINCT c) AS claims,
     collect(DISTINCT about.id) AS about, collect(DISTINCT speaker.id) AS speakers
FOREACH (m IN mentions | DETACH DELETE m)
FOREACH (c IN claims | DETACH DELETE c)
DETACH DELETE s
WITH named + about + speakers AS touched
UNWIND touched AS id
RETURN collect(DISTINCT id) AS touched
