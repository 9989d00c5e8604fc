// Make every reference due to be joined again.
MATCH (r:Reference)
CALL (r) { SET r.joinDue = true } IN TRANSACTIONS OF 10000 ROWS
