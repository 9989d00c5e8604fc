// The last lines of a listing of claims: those after a position that pass the filters, newest article first.
//? after
  AND CASE // one condition: of several alternatives, a union of index seeks would be planned, which loses the order of the index
    WHEN claim.published <> $after.published THEN claim.published < $after.published
    WHEN claim.article <> $after.article THEN claim.article > $after.article
    WHEN claim.charStart <> $after.position THEN claim.charStart > $after.position
    ELSE claim.id > $after.id
  END
//.
//+ parts/claim_filters.cypher
WITH claim ORDER BY claim.published DESC, claim.article, claim.charStart, claim.id LIMIT $limit
WITH collect(claim) AS page
UNWIND range(0, size(page) - 1) AS rank
WITH rank, page[rank] AS claim
//+ parts/claim_rows.cypher
