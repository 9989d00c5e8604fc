// Every source, person, organisation, group and place is there for a reason: something mentions, cites or holds it.
MATCH (n:Source|Person|Organisation|Group|Place)
WHERE NOT EXISTS { (n)<-[:REFERS_TO|ABOUT|ATTRIBUTED_VIA|OCCURRED_AT|PART_OF]-() }
  AND NOT EXISTS { (n)-[:PUBLISHED|SAID]->() }
RETURN n.id AS id, labels(n)[0] + ' that nothing speaks of' AS why
