// Keep other migrators out until the transaction ends: the second to create this key waits. It is rolled back, not kept.
CREATE (:Migration {id: 'lock'})
