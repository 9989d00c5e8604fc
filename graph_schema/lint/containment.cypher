// Every mention is in one sentence, every sentence in one revision, every revision that has a text in one article.
MATCH (n:Mention)
WITH n, COUNT { (n)<-[:HAS_MENTION]-(:Sentence) } AS parents WHERE parents <> 1
RETURN n.id AS id, 'is in ' + parents + ' sentences' AS why
UNION ALL
MATCH (n:Sentence)
WITH n, COUNT { (n)<-[:HAS_SENTENCE]-(:Revision) } AS parents WHERE parents <> 1
RETURN n.id AS id, 'is in ' + parents + ' revisions' AS why
UNION ALL
MATCH (n:Revision)
WHERE n.text IS NOT NULL
WITH n, COUNT { (n)<-[:HAS_REVISION]-(:Article) } AS parents WHERE parents <> 1
RETURN n.id AS id, 'is in ' + parents + ' articles' AS why
