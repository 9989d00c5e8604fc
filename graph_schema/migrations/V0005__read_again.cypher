// Articles read before there were references are read again: what they name is known by references from now on.
MATCH (r:Revision {status: 'done'})
SET r.status = 'accepted', r.dueAt = timestamp(), r.attempt = 0;
MATCH (n:Person|Organisation|Group|Place|Incident) DETACH DELETE n;
