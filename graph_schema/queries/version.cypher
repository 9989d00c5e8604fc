// Which version of the graph this is: when it began, and a number that grows with every change.
OPTIONAL MATCH (v:GraphVersion {id: 'graph'})
RETURN collect({since: coalesce(v.since, 0), number: coalesce(v.number, 0)}) AS rows
