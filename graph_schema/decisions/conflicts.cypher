// Decisions that stand and say the opposite of pairs that are about to be decided.
UNWIND $rows AS row
MATCH (one:Reference {id: row.one})
MATCH (other:Reference {id: row.other})
CALL (row, one, other) {
  MATCH (one)-[j:SAME_AS {verdict: 'negative'}]-(other) WHERE row.verdict = 'positive' AND j.decision IS NOT NULL
  RETURN j.decision AS decision
  UNION
  MATCH (one)-[path:SAME_AS*1..12]-(other)
  WHERE row.verdict = 'negative' AND all(j IN path WHERE j.verdict = 'positive' AND j.decision IS NOT NULL)
  UNWIND path AS j
  RETURN j.decision AS decision
}
RETURN DISTINCT decision
ORDER BY decision
