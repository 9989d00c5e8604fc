// What is parked says why.
MATCH (r:Revision {status: 'parked'})
WHERE trim(coalesce(r.reason, '')) = ''
RETURN r.id AS id, 'is parked without a reason' AS why
