// The last lines of a listing of claims: the first of them, newest article first.
WITH claim ORDER BY claim.published DESC, claim.article, claim.charStart, claim.id LIMIT $limit
WITH collect(claim) AS page
UNWIND range(0, size(page) - 1) AS rank
WITH rank, page[rank] AS claim
//+ parts/claim_rows.cypher
