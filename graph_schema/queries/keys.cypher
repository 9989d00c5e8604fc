// All keys to the service, newest first, without what proves them.
MATCH (k:ApiKey)
WITH k ORDER BY k.createdAt DESC, k.id
RETURN collect({
  id: k.id, name: k.name, scopes: k.scopes, created_at: k.createdAt, expires_at: k.expiresAt, revoked_at: k.revokedAt
}) AS rows
