// What links pairs of nodes: who says something about whom, who reports it, what claims are about both, who passes on what whom says.
UNWIND $pairs AS pair
MATCH (one:Source|Person|Organisation|Group|Place|Incident) WHERE one.id = pair[0]
MATCH (other:Source|Person|Organisation|Group|Place|Incident) WHERE other.id = pair[1]
CALL (one, other) {
  WITH CASE WHEN COUNT { (one)--() } <= COUNT { (other)--() } THEN [one, other] ELSE [other, one] END AS ends
  WITH ends[0] AS few, ends[1] AS many
  MATCH (few)-[by:SAID|REPORTED|ABOUT|ATTRIBUTED_VIA]-(claim:Claim)
  MATCH (claim)-[their:SAID|REPORTED|ABOUT|ATTRIBUTED_VIA]-(end) WHERE end = many
  WITH few, many, claim, type(by) AS by, type(their) AS their
  WITH claim, CASE
    WHEN by = 'REPORTED' THEN {type: 'reported', start: few, end: many}
    WHEN their = 'REPORTED' THEN {type: 'reported', start: many, end: few}
    WHEN by = 'ABOUT' AND their = 'ABOUT' THEN
      {type: 'about', start: CASE WHEN few.id < many.id THEN few ELSE many END, end: CASE WHEN few.id < many.id THEN many ELSE few END}
    WHEN their = 'ABOUT' THEN {type: 'said', start: few, end: many}
    WHEN by = 'ABOUT' THEN {type: 'said', start: many, end: few}
    WHEN by = 'ATTRIBUTED_VIA' THEN {type: 'passed on', start: few, end: many}
    ELSE {type: 'passed on', start: many, end: few}
  END AS link
  LIMIT 1000
  WITH DISTINCT link.type AS type, link.start.id AS start, link.end.id AS end, claim
  ORDER BY claim.published DESC, claim.id
  RETURN type, start, end, collect(claim.id)[..20] AS claims
}
WITH pair, type, start, end, claims ORDER BY pair[0], pair[1], type, start
RETURN collect({one: pair[0], other: pair[1], type: type, start: start, end: end, claims: claims}) AS rows
