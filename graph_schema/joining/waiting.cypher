// How many references wait to be joined.
MATCH (r:Reference) WHERE r.joinDue = true
RETURN count(r) AS waiting
