// Forget in what places without a gazetteer row lie; what is known now is written next.
UNWIND $ids AS id
MATCH (n:Place {id: id})-[e:PART_OF]->()
WHERE n.feature = 'unknown'
DELETE e
