// Wait, at most five minutes, until new indexes are filled: a query must not meet one that is not.
CALL db.awaitIndexes(300)
