// Places that lost their last evidence and hold no other place; locked before the check, as another writer may add some.
UNWIND $ids AS id
MATCH (n:Place {id: id})
SET n.lock = true
REMOVE n.lock
WITH n WHERE NOT EXISTS { (n)<-[:REFERS_TO|ABOUT|ATTRIBUTED_VIA|OCCURRED_AT|PART_OF]-() } AND NOT EXISTS { (n)-[:SAID]->() }
DETACH DELETE n
