// The last lines of a listing of claims: those after a position that pass the filters, newest article first.
//? after
  AND (claim.published < $after.published
    OR (claim.published = $after.published AND claim.article > $after.article)
    OR (claim.published = $after.published AND claim.article = $after.article AND claim.charStart > $after.position)
    OR (claim.published = $after.published AND claim.article = $after.article AND claim.charStart = $after.position AND claim.id > $after.id))
//.
//+ parts/claim_filters.cypher
WITH claim ORDER BY claim.published DESC, claim.article, claim.charStart, claim.id LIMIT $limit
WITH collect(claim) AS page
UNWIND range(0, size(page) - 1) AS rank
WITH rank, page[rank] AS claim
//+ parts/claim_rows.cypher
