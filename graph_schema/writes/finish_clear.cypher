// Take away what earlier readings of these articles said; returns the channels that lost evidence.
UNWIND $articles AS articleId
MATCH (a:Article {id: articleId})-[:HAS_REVISION]->(:Revision)-[:HAS_SENTENCE]->(s:Sentence)
OPTIONAL MATCH (s)-[:HAS_MENTION]->(m:Mention)
WITH s, collect(DISTINCT m) AS mentions
OPTIONAL MATCH (c:Claim)-[:EVIDENCED_BY]->(s)
OPTIONAL MATCH (c)-[:ATTRIBUTED_VIA]->(via:Source)
OPTIONAL MATCH (speaker:Source)-[:SAID]->(c)
WITH s, mentions, collect(DISTINCT c) AS claims, collect(DISTINCT via.id) AS via, collect(DISTINCT speaker.id) AS speakers
FOREACH (m IN mentions | DETACH DELETE m)
FOREACH (c IN claims | DETACH DELETE c)
DETACH DELETE s
WITH via + speakers AS touched
UNWIND touched AS id
RETURN collect(DISTINCT id) AS touched
