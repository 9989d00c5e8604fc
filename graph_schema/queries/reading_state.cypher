// Whether a text was read, waits, or was parked and why.
MATCH (revision:Revision {id: $id})
RETURN collect({status: revision.status, reason: revision.reason}) AS rows
