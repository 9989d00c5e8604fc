// What articles speak of, beside whom they name: what joining compares references by.
UNWIND $rows AS row
MATCH (a:Article {id: row.id})
SET a.places = row.places, a.countries = row.countries, a.company = row.company
