// People, bodies, groups and incidents that no reference stands for.
MATCH (n:Person|Organisation|Group|Incident) WHERE n.id IN $ids AND NOT EXISTS { (n)<-[:STANDS_FOR]-() }
DETACH DELETE n
