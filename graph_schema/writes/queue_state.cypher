// How many revisions wait (due now), are leased or delayed (due later), done and parked.
MATCH (r:Revision)
RETURN count(CASE WHEN r.dueAt <= timestamp() THEN 1 END) AS due,
       count(CASE WHEN r.dueAt > timestamp() THEN 1 END) AS later,
       min(r.dueAt) - timestamp() AS wait,
       count(CASE WHEN r.status = 'done' THEN 1 END) AS done,
       count(CASE WHEN r.status = 'parked' THEN 1 END) AS parked
