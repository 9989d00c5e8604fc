// Groups; names of several articles are joined as sorted sets, so that the order of reading leaves no trace.
UNWIND $rows AS row
MERGE (n:Group {id: row.id})
ON CREATE SET n.name = row.name, n.aliases = row.aliases
WITH n, row
WHERE any(x IN row.aliases WHERE NOT x IN n.aliases)
SET n.aliases = COLLECT { UNWIND n.aliases + row.aliases AS x RETURN DISTINCT x ORDER BY x },
    n.name = CASE WHEN row.name < n.name THEN row.name ELSE n.name END
