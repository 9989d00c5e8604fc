// Forget where incidents happened and in what places without a gazetteer row lie; what is known now is written next.
MATCH (n:Incident|Place)-[e:OCCURRED_AT|PART_OF]->()
WHERE n.id IN $ids AND (n:Incident OR n.feature = 'unknown')
DELETE e
