// Which article is a copy of which, and what share of the shorter one's runs of words stand in the other.
UNWIND $rows AS row
MATCH (copy:Article {id: row.copy})
MATCH (original:Article {id: row.original})
CREATE (copy)-[:COPY_OF {share: row.share}]->(original)
