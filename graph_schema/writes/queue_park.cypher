// File a leased revision as one that cannot be read, with the reason.
MATCH (r:Revision {id: $id})
SET r.lock = $token
WITH r WHERE r.token = $token AND r.dueAt IS NOT NULL
SET r.status = 'parked', r.reason = $reason
REMOVE r.dueAt, r.token, r.lock
RETURN r.id AS id
