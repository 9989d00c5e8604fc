// A revision waits (accepted, due), or is finished (done or parked, not due); only one that is due can be leased.
MATCH (r:Revision)
WITH r, CASE
  WHEN r.token IS NOT NULL AND r.dueAt IS NULL THEN 'is leased, but not due'
  WHEN r.status = 'accepted' AND r.dueAt IS NULL THEN 'is accepted, but will never be due'
  WHEN r.status IN ['done', 'parked'] AND r.dueAt IS NOT NULL THEN 'is ' + r.status + ', but due'
  WHEN NOT coalesce(r.status IN ['accepted', 'done', 'parked'], false) THEN 'has no known status'
END AS why
WHERE why IS NOT NULL
RETURN r.id AS id, why
