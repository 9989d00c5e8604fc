// The texts that were read of articles.
MATCH (a:Article)-[:HAS_REVISION]->(r:Revision) WHERE a.id IN $ids AND EXISTS { (r)-[:READ_BY]->() }
RETURN a.id AS id, a.publishedAt AS published, r.text AS text
ORDER BY id
