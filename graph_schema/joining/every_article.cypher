// Make the text of every article that was read due to be compared again.
MATCH (a:Article) WHERE EXISTS { (a)-[:KEYED]->(:Key) }
CALL (a) { SET a.joinDue = true } IN TRANSACTIONS OF 10000 ROWS
