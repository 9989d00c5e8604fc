// What links pairs of nodes: who says something about whom, who reports it, what claims are about both, who passes on what whom says.
UNWIND $pairs AS pair
MATCH (one:Source|Person|Organisation|Group|Place|Incident) WHERE one.id = pair[0]
MATCH (other:Source|Person|Organisation|Group|Place|Incident) WHERE other.id = pair[1]
CALL (pair, one, other) {
  WITH pair, CASE WHEN COUNT { (one)--() } <= COUNT { (other)--() } THEN [one, other] ELSE [other, one] END AS ends
  WITH pair, ends[0] AS few, ends[1] AS many
  MATCH (few)-[by:SAID|REPORTED|ABOUT|ATTRIBUTED_VIA]-(claim:Claim)
  MATCH (claim)-[their:SAID|REPORTED|ABOUT|ATTRIBUTED_VIA]-(end) WHERE end = many
  WITH pair, few, many, claim, type(by) AS by, type(their) AS their
  WITH claim, CASE
    WHEN by = 'REPORTED' THEN ['reported', few.id, many.id]
    WHEN their = 'REPORTED' THEN ['reported', many.id, few.id]
    WHEN by = 'ABOUT' AND their = 'ABOUT' THEN ['about', pair[0], pair[1]]
    WHEN their = 'ABOUT' THEN ['said', few.id, many.id]
    WHEN by = 'ABOUT' THEN ['said', many.id, few.id]
    WHEN by = 'ATTRIBUTED_VIA' THEN ['passed on', few.id, many.id]
    ELSE ['passed on', many.id, few.id]
  END AS link
  LIMIT 1000
  WITH DISTINCT link[0] AS type, link[1] AS start, link[2] AS end, claim
  ORDER BY claim.published DESC, claim.id
  RETURN type, start, end, collect(claim.id)[..20] AS claims
}
WITH pair, type, start, end, claims ORDER BY pair[0], pair[1], type, start
RETURN collect({one: pair[0], other: pair[1], type: type, start: start, end: end, claims: claims}) AS rows
