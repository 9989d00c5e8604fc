// One ledger node for each migration; it is also what migrators lock each other out with.
CREATE CONSTRAINT migration_id IF NOT EXISTS FOR (n:Migration) REQUIRE n.id IS UNIQUE
