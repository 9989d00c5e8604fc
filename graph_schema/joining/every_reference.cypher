// Make every reference due to be joined again, whether or not anything else is told of it.
MATCH (r:Reference)
CALL (r) { SET r.joinDue = true, r.told = null } IN TRANSACTIONS OF 10000 ROWS
