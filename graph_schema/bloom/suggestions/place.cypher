// Places in which something happened or that claims are about, with those around them.
MATCH (place:Place)
WHERE EXISTS { (:Place)-[:PART_OF]->(place) } OR EXISTS { (place)<-[:OCCURRED_AT|ABOUT]-() }
RETURN DISTINCT place.name AS place ORDER BY place LIMIT 1000
