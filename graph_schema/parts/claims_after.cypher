// Claims that stand after a position of a listing that begins with the newest article.
//? after
  AND (claim.published < $after.published
    OR (claim.published = $after.published AND claim.article > $after.article)
    OR (claim.published = $after.published AND claim.article = $after.article AND claim.charStart > $after.position)
    OR (claim.published = $after.published AND claim.article = $after.article AND claim.charStart = $after.position AND claim.id > $after.id))
//.
