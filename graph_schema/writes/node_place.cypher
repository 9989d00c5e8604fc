// Places as the gazetteer gives them, or named beside another place.
UNWIND $rows AS row
MERGE (n:Place {id: row.id})
ON CREATE SET n.name = row.name, n.aliases = row.aliases, n.country = row.country, n.admin1 = row.admin1,
              n.feature = row.feature, n.precision = row.precision,
              n.location = point({latitude: row.latitude, longitude: row.longitude})
