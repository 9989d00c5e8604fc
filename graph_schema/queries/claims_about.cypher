// A page of the claims that lead to the nodes asked about, found from those nodes: for nodes that have few.
//+ parts/anchored_claims.cypher
WHERE true
//+ parts/claims_after.cypher
WITH collect(claim) AS claims
CALL (claims) { // the day of the page's last claim, so that only claims since then are sorted by all that orders them
  UNWIND claims AS claim
  WITH claim.published AS published ORDER BY published DESC LIMIT $limit
  RETURN min(published) AS oldest
}
UNWIND claims AS claim
WITH claim, oldest WHERE claim.published >= oldest
//+ parts/claims_page.cypher
