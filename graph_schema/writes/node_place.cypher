// Places. A single article only states that there is one; joining knows what all say of one without a gazetteer row.
UNWIND $rows AS row
WITH row, point({latitude: row.latitude, longitude: row.longitude}) AS location
MERGE (n:Place {id: row.id})
ON CREATE SET n.name = row.name, n.aliases = row.aliases, n.country = row.country, n.admin1 = row.admin1,
              n.feature = row.feature, n.precision = row.precision, n.location = location
WITH n, row, location WHERE $joined AND n.feature = 'unknown'
SET n.name = row.name, n.aliases = row.aliases, n.country = row.country, n.admin1 = row.admin1,
    n.precision = row.precision, n.location = location
