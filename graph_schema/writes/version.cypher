// The graph has changed: whoever compares versions asks again. Runs last in its transaction, so that none waits long.
MERGE (v:GraphVersion {id: 'graph'})
ON CREATE SET v.since = timestamp(), v.number = 1
ON MATCH SET v.number = v.number + 1
