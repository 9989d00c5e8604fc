// Which claims a page of a listing can hold: those after a position that pass the filters; ends a WHERE.
//? after
  AND CASE // one condition: of several alternatives, a union of index seeks would be planned, which loses the order of the index
    WHEN claim.published <> $after.published THEN claim.published < $after.published
    WHEN claim.article <> $after.article THEN claim.article > $after.article
    WHEN claim.charStart <> $after.position THEN claim.charStart > $after.position
    ELSE claim.id > $after.id
  END
//.
//+ parts/claim_filters.cypher
