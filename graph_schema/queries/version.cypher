// Which version of the graph this is: a number that grows with every change.
OPTIONAL MATCH (v:GraphVersion {id: 'graph'})
RETURN collect({number: coalesce(v.number, 0)}) AS rows
