// The references that wait to be joined, lowest id first: two joiners meet at the first lock, and the second one waits.
MATCH (r:Reference) WHERE r.joinDue = true
WITH r ORDER BY r.id LIMIT $limit
SET r.lock = true
REMOVE r.lock
WITH r WHERE r.joinDue = true
RETURN r.id AS id, r.kind AS kind
