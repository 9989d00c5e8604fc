// Persons whom the public is not told about, with every name they are known by or articles call them.
MATCH (p:Person {withheld: true})
RETURN collect({
  id: p.id,
  names: [p.name] + coalesce(p.aliases, []) + COLLECT {
    MATCH (m:Mention)-[:REFERS_TO]->(p) WHERE NOT m.nominal RETURN DISTINCT m.surface
  }
}) AS rows
