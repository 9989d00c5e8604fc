// No article has two publishers; one whose publisher is unknown has none.
MATCH (a:Article)
WITH a, COUNT { (a)<-[:PUBLISHED]-(:Source) } AS sources WHERE sources > 1
RETURN a.id AS id, 'is published by ' + sources + ' sources' AS why
