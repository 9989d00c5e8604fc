// Articles whose text is due to be compared, lowest id first.
MATCH (a:Article) WHERE a.joinDue = true
WITH a ORDER BY a.id LIMIT $limit
REMOVE a.joinDue
RETURN a.id AS id
