// These references are joined.
UNWIND $ids AS id
MATCH (r:Reference {id: id})
REMOVE r.joinDue
