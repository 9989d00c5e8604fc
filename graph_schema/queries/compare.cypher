// The claims of two outlets on one incident: all of each, the findings with claims of both, and the pairs that contradict each other.
MATCH (incident:Incident {id: $incident})
WITH incident, [outlet IN [$one, $other] | COLLECT {
  MATCH (incident)<-[:ABOUT]-(claim:Claim)
  WHERE EXISTS { (claim)<-[:REPORTED]-(source:Source) WHERE source.id = outlet }
  WITH DISTINCT claim
  ORDER BY CASE claim.published WHEN '' THEN '9999' ELSE claim.published END, claim.article, claim.charStart, claim.id
  LIMIT $limit
  RETURN claim
}] AS sides
WITH incident, sides[0] AS one, sides[1] AS other
RETURN collect({
  one: [claim IN one | claim.id],
  other: [claim IN other | claim.id],
  both: COLLECT {
    MATCH (incident)<-[:ABOUT]-(finding:Finding)
    WITH finding,
      COLLECT { MATCH (finding)-[:SUPPORTED_BY]->(claim:Claim) WHERE claim IN one RETURN claim.id ORDER BY claim.id } AS ours,
      COLLECT { MATCH (finding)-[:SUPPORTED_BY]->(claim:Claim) WHERE claim IN other RETURN claim.id ORDER BY claim.id } AS theirs
    WHERE size(ours) > 0 AND size(theirs) > 0
    RETURN {finding: {id: finding.id, text: finding.text, kind: finding.kind}, one: ours, other: theirs}
    ORDER BY finding.independentOrigins DESC, finding.id
  },
  contradictions: COLLECT {
    UNWIND one AS claim
    MATCH (claim)-[against:CONTRADICTS]-(opposed:Claim) WHERE opposed IN other
    RETURN DISTINCT {one: claim.id, other: opposed.id, basis: against.basis, why: against.why}
  }
}) AS rows
