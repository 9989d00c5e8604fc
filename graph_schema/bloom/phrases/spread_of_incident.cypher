// How did the news of $incident spread
// Articles on the incident with their outlets, which article copies which, and through whom claims were passed on.
MATCH (incident:Incident {name: $incident})<-[about:ABOUT]-(claim:Claim)-[:EVIDENCED_BY]->(sentence:Sentence)
WITH about, incident, claim, sentence LIMIT 300
MATCH (sentence)<-[:HAS_SENTENCE]-(:Revision)<-[:HAS_REVISION]-(article:Article)
OPTIONAL MATCH (outlet:Source)-[published:PUBLISHED]->(article)
OPTIONAL MATCH (article)-[copied:COPY_OF]->(original:Article)
OPTIONAL MATCH (claim)-[through:ATTRIBUTED_VIA]->(via)
OPTIONAL MATCH (outlet)-[reported:REPORTED]->(claim)
RETURN incident, about, claim, article, outlet, published, reported, copied, original, through, via
