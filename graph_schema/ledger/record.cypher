// Enter an applied migration.
CREATE (:Migration {id: $id, version: $version, name: $name, checksum: $checksum, appliedAt: datetime()})
