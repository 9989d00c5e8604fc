// What articles speak of, beside whom they name: what joining compares references by. Their texts are due to be compared.
UNWIND $rows AS row
MATCH (a:Article {id: row.id})
SET a.places = row.places, a.countries = row.countries, a.company = row.company, a.joinDue = true
WITH a
MATCH (a)-[old:KEYED]->(:Key)
DELETE old
