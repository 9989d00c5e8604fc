// Groups that lost their last evidence; locked before the check, because another writer may be adding evidence.
UNWIND $ids AS id
MATCH (n:Group {id: id})
SET n.lock = true
REMOVE n.lock
WITH n WHERE NOT EXISTS { (n)<-[:REFERS_TO|ABOUT|ATTRIBUTED_VIA]-() } AND NOT EXISTS { (n)-[:SAID]->() }
DETACH DELETE n
