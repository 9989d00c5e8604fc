// Every node that the public may be told of: no withheld person, no mention of one, no text that is not read or was replaced.
MATCH (n:Source|Person|Organisation|Group|Place|Incident|Finding|Claim|Sentence)
WHERE NOT coalesce(n.withheld, false)
RETURN labels(n)[0] AS label, properties(n) AS properties
UNION ALL
MATCH (n:Mention)
WHERE NOT EXISTS { (n)-[:REFERS_TO]->(:Person {withheld: true}) }
RETURN 'Mention' AS label, properties(n) AS properties
UNION ALL
MATCH (n:Article)
WHERE EXISTS { (n)-[:HAS_REVISION]->(:Revision {status: 'done'}) } // whose names are known
RETURN 'Article' AS label, properties(n) AS properties
UNION ALL
MATCH (article:Article)-[:HAS_REVISION]->(n:Revision {status: 'done'})
RETURN 'Revision' AS label, n {
  .id, .format, .status, .acceptedAt,
  text: CASE WHEN NOT EXISTS {
    MATCH (article)-[:HAS_REVISION]->(later:Revision) WHERE later.acceptedAt > n.acceptedAt
  } THEN n.text END
} AS properties
