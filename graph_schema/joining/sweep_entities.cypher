// People, bodies, groups and incidents that no reference stands for, with the findings on them.
MATCH (n:Person|Organisation|Group|Incident) WHERE n.id IN $ids AND NOT EXISTS { (n)<-[:STANDS_FOR]-() }
OPTIONAL MATCH (f:Finding)-[:ABOUT]->(n)
DETACH DELETE f
WITH DISTINCT n
DETACH DELETE n
