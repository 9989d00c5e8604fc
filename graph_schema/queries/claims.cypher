// Who reported what: the claims with the given ids, in that order, each with its proof.
UNWIND range(0, size($ids) - 1) AS rank
MATCH (claim:Claim {id: $ids[rank]})
//+ parts/claim_rows.cypher
