// Places that no reference stands for, where nothing happened and in which none lies; returns those around them.
MATCH (n:Place) WHERE n.id IN $ids AND NOT EXISTS { (n)<-[:STANDS_FOR|OCCURRED_AT|PART_OF]-() }
OPTIONAL MATCH (n)-[:PART_OF]->(around:Place)
WITH n, collect(around.id) AS around
DETACH DELETE n
WITH around UNWIND around AS id
RETURN DISTINCT id
