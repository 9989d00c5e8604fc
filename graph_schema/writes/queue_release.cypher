// Give leased revisions back, to be claimed again after the given delay in milliseconds.
UNWIND $ids AS id
MATCH (r:Revision {id: id})
SET r.lock = $token
WITH r WHERE r.token = $token AND r.dueAt IS NOT NULL
SET r.dueAt = timestamp() + $delay
REMOVE r.token, r.lock
