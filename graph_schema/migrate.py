"""Numbered migrations: immutable files, applied in order, each entered in a ledger in the database with its checksum.

A data migration and its ledger entry are one transaction. Schema changes cannot share one with data, so a schema
migration is made of statements that change nothing the second time, in case its entry did not follow.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import LiteralString

from neo4j import Driver, ManagedTransaction, Transaction
from neo4j.exceptions import ClientError, DriverError, Neo4jError

from graph_schema import cypher
from graph_schema.errors import MigrationError

_FILE = re.compile(r"(?:.*/)?V(?P<version>\d{4})__(?P<name>[a-z0-9_]+)\.cypher")
# the words between CREATE and INDEX say the kind of index
_SCHEMA = re.compile(r"(CREATE|DROP)\s+(\w+\s+)?(CONSTRAINT|INDEX)\b", re.IGNORECASE)
_BATCHED = re.compile(r"\bIN\s+(\d+\s+CONCURRENT\s+)?TRANSACTIONS\b", re.IGNORECASE)  # more than fits into one
_REPEATABLE = re.compile(r"\bIF\s+(NOT\s+)?EXISTS\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """A migration file. `changes_schema` tells constraints and indexes from data; one file holds one kind only."""

    version: int
    name: str
    checksum: str
    statements: tuple[LiteralString, ...]
    changes_schema: bool

    @property
    def id(self) -> str:
        """Its key in the ledger."""
        return f"V{self.version:04}"


def parse(file_name: str, script: LiteralString) -> Migration:
    """A migration from the name and the text of its file.

    Raises MigrationError when the name is not `VNNNN__name.cypher`, the file is empty, mixes schema and data statements
    (Neo4j refuses both in one transaction), or holds a schema statement that could not be repeated.
    """
    match = _FILE.fullmatch(file_name)
    if match is None:
        raise MigrationError(f"{file_name}: a migration is called VNNNN__name.cypher")
    parts = cypher.statements(script)
    kinds = {_SCHEMA.match(part) is not None for part in parts}
    if len(kinds) != 1:
        raise MigrationError(f"{file_name}: {'mixes schema and data statements' if kinds else 'holds no statement'}")
    for part in parts:
        if True in kinds and not _REPEATABLE.search(part):
            raise MigrationError(f"{file_name}: add IF [NOT] EXISTS to {part!r}")
    return Migration(
        version=int(match["version"]),
        name=match["name"],
        checksum=hashlib.sha256("\n".join(script.splitlines()).encode("utf-8")).hexdigest(),
        statements=tuple(parts),
        changes_schema=kinds == {True},
    )


def shipped() -> list[Migration]:
    """The migrations of this version of the code, oldest first. Raises MigrationError when two have one number."""
    found = [parse(name, cypher.load(name)) for name in cypher.names("migrations")]
    if len({migration.version for migration in found}) < len(found):
        raise MigrationError("two migrations have the same number")
    return found


def pending(driver: Driver, database: str, migrations: list[Migration] | None = None) -> list[Migration]:
    """The migrations that the database has not seen, oldest first.

    Raises MigrationError when one it has seen was edited or is missing here, or a new one is older than one it has.
    """
    migrations = shipped() if migrations is None else migrations
    here = {migration.id: migration for migration in migrations}
    records, _, _ = driver.execute_query(cypher.load("ledger/applied.cypher"), database_=database)
    applied: dict[str, str] = {}
    for record in records:
        migration = here.get(record["id"])
        if migration is None:
            raise MigrationError(
                f"the database has migration {record['id']} ({record['name']}), unknown to this version: update"
            )
        if migration.checksum != record["checksum"]:
            raise MigrationError(f"migration {migration.id} ({migration.name}) was edited after it had been applied")
        applied[migration.id] = migration.name
    waiting = [migration for migration in migrations if migration.id not in applied]
    for migration in waiting:
        if applied and migration.id < max(applied):
            raise MigrationError(
                f"migration {migration.id} is older than {max(applied)}, which is applied: renumber it"
            )
    return waiting


def migrate(driver: Driver, database: str, migrations: list[Migration] | None = None) -> list[Migration]:
    """Apply what is pending, oldest first; returns what this call applied. A migrator waits for one that is at work.

    Raises MigrationError, see `pending`, or when a statement fails: what was applied before it stays.
    """
    _create_ledger(driver, database)
    with driver.session(database=database) as session, session.begin_transaction() as lock:
        _run(lock, cypher.load("ledger/lock.cypher"))
        waiting = pending(driver, database, migrations)
        for migration in waiting:
            try:
                _apply(driver, database, migration)
            except (DriverError, Neo4jError) as error:
                raise MigrationError(f"migration {migration.id} ({migration.name}) failed: {error}") from error
        lock.rollback()
    return waiting


def _create_ledger(driver: Driver, database: str) -> None:
    try:
        driver.execute_query(cypher.load("ledger/constraint.cypher"), database_=database)
    except ClientError as error:
        # IF NOT EXISTS is no protection between two that create it at the same moment: the other one did
        if error.code != "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists":
            raise


def _apply(driver: Driver, database: str, migration: Migration) -> None:
    with driver.session(database=database) as session:
        if migration.changes_schema:
            for statement in migration.statements:
                session.execute_write(_run, statement)
            session.run(cypher.load("ledger/await.cypher")).consume()
            session.execute_write(_record, migration)
        elif any(_BATCHED.search(statement) for statement in migration.statements):
            for statement in migration.statements:  # one that was broken off is run again, so it must be repeatable
                session.run(statement).consume()
            session.execute_write(_record, migration)
        else:
            session.execute_write(_apply_data, migration)


def _apply_data(transaction: ManagedTransaction, migration: Migration) -> None:
    for statement in migration.statements:
        _run(transaction, statement)
    _record(transaction, migration)


def _record(transaction: ManagedTransaction, migration: Migration) -> None:
    transaction.run(
        cypher.load("ledger/record.cypher"),
        id=migration.id,
        version=migration.version,
        name=migration.name,
        checksum=migration.checksum,
    ).consume()


def _run(transaction: ManagedTransaction | Transaction, statement: LiteralString) -> None:
    transaction.run(statement).consume()
