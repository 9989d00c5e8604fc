// A page of the claims that lead to the nodes asked about, found from those nodes: for nodes that have few.
//+ parts/anchored_claims.cypher
WHERE true
//+ parts/claims_page.cypher
