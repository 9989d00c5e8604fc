// Forget what was judged automatically of pairs of references.
UNWIND $rows AS row
MATCH (:Reference {id: row.one})-[j:SAME_AS]->(:Reference {id: row.other}) WHERE j.decision IS NULL
DELETE j
