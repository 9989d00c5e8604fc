// Make parked revisions that have a text due again.
MATCH (r:Revision {status: 'parked'})
WHERE r.text IS NOT NULL
SET r.status = 'accepted', r.dueAt = timestamp(), r.attempt = 0
REMOVE r.reason
RETURN count(r) AS requeued
