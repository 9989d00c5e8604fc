// Heartbeat: prolong the leases that this token still holds.
UNWIND $ids AS id
MATCH (r:Revision {id: id})
SET r.lock = $token
WITH r WHERE r.token = $token AND r.dueAt IS NOT NULL
SET r.dueAt = timestamp() + $lease
