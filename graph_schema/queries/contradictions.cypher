// What contradicts the given claims, and on what ground.
MATCH (one:Claim)-[against:CONTRADICTS]-(other:Claim) WHERE one.id IN $ids
WITH DISTINCT one, against, other
ORDER BY one.id, other.id
RETURN collect({claim: one.id, against: other.id, basis: against.basis, why: against.why}) AS rows
