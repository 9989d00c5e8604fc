"""Keys to the service: who holds one may do what its scopes say, until it expires or is taken back.

A key is shown once, when it is made. The graph keeps its HMAC-SHA256 under a secret of the installation ("pepper"),
which lies outside the graph: whoever copies the database can neither use its keys nor guess them. A slow password hash
would add nothing to 256 random bits and cost 100,000 times as much (OWASP ASVS 6.5.2).
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, get_args

from neo4j import READ_ACCESS, Driver, ManagedTransaction, Record
from pydantic.alias_generators import to_snake

from graph_schema.cypher import load
from graph_schema.errors import KeyRefused
from graph_schema.settings import GraphSettings
from graph_schema.version import bump

Scope = Literal["public", "read", "submit", "curate", "admin", "cypher"]
"""What a key allows: to read without the names of detained private persons, to read all, to submit articles, to decide
who or what is the same, to see what concerns the installation, to ask a redacted copy in Cypher."""

SCOPES: tuple[Scope, ...] = get_args(Scope)
DAYS = 90
"""How long a key lasts unless said otherwise."""

MOST_DAYS = 3650

_PREFIX = "pg"  # lets secret scanners recognise a key
_ID_BYTES, _SECRET_BYTES = 6, 32


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key on record; times are ISO, UTC. `proof` is the keyed hash of its secret."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    proof: str
    created_at: str
    expires_at: str
    revoked_at: str | None = None

    def is_good(self, now: datetime) -> bool:
        """Whether it opens anything at that time."""
        return self.revoked_at is None and now < datetime.fromisoformat(self.expires_at)


class ApiKeys:
    """The keys of one installation."""

    def __init__(self, driver: Driver, database: str, pepper: bytes) -> None:
        self._driver = driver
        self._database = database
        self._pepper = pepper

    def create(self, name: str, scopes: Sequence[Scope], days: int = DAYS) -> tuple[ApiKey, str]:
        """A new key and the text that opens the service, which cannot be read again.

        Raises KeyRefused without a name or a scope, or for a scope that there is not or a life of no days.
        """
        unknown = sorted(set(scopes) - set(SCOPES))
        if unknown:
            raise KeyRefused(f"scope {', '.join(unknown)}: not one of {', '.join(SCOPES)}")
        if not name.strip() or not scopes or not 1 <= days <= MOST_DAYS:
            raise KeyRefused(f"a key needs a name, at least one scope, and 1 to {MOST_DAYS} days to live")
        now = datetime.now(UTC)
        id_, secret = secrets.token_hex(_ID_BYTES), secrets.token_urlsafe(_SECRET_BYTES)
        key = ApiKey(
            id=id_,
            name=name.strip(),
            scopes=tuple(scope for scope in SCOPES if scope in scopes),
            proof=self._prove(secret),
            created_at=now.isoformat(timespec="seconds"),
            expires_at=(now + timedelta(days=days)).isoformat(timespec="seconds"),
        )
        row = {
            "name": key.name,
            "scopes": list(key.scopes),
            "proof": key.proof,
            "createdAt": key.created_at,
            "expiresAt": key.expires_at,
        }
        self._write("access/create.cypher", id=id_, properties=row)
        return key, f"{_PREFIX}_{id_}.{secret}"

    def check(self, text: str) -> ApiKey | None:
        """The key that a text is; None for one that is unknown, expired or taken back."""
        prefix, _, rest = text.partition("_")
        id_, _, secret = rest.partition(".")
        if prefix != _PREFIX or not id_ or not secret:
            return None
        key = self._find(id_)
        proof = self._prove(secret)  # compared in constant time
        good = key is not None and hmac.compare_digest(key.proof, proof) and key.is_good(datetime.now(UTC))
        return key if good else None

    def revoke(self, id_: str) -> ApiKey:
        """Take a key back. Raises KeyRefused for an id that no key has."""
        revoked = self._write("access/revoke.cypher", id=id_, at=datetime.now(UTC).isoformat(timespec="seconds"))
        if revoked is None:
            raise KeyRefused(f"{id_}: no key has this id")
        return revoked

    def _find(self, id_: str) -> ApiKey | None:
        with self._driver.session(database=self._database, default_access_mode=READ_ACCESS) as session:
            return _key(session.run(load("access/find.cypher"), id=id_).single())

    def _write(self, query: str, **parameters: Any) -> ApiKey | None:
        def write(tx: ManagedTransaction) -> ApiKey | None:
            key = _key(tx.run(load(query), parameters).single())
            bump(tx)
            return key

        with self._driver.session(database=self._database) as session:
            return session.execute_write(write)

    def _prove(self, secret: str) -> str:
        return hmac.new(self._pepper, secret.encode(), hashlib.sha256).hexdigest()


def read_pepper(settings: GraphSettings) -> bytes:
    """The secret of this installation, made when missing in the data directory; several hosts over one graph share it.

    Raises KeyRefused when its file cannot be read or is too short.
    """
    path = settings.pepper_file or settings.data_dir / "pepper"
    try:
        if settings.pepper_file is None:
            _make(path)
        pepper = path.read_bytes().strip()
    except OSError as error:
        raise KeyRefused(f"the secret of the keys, {path}, cannot be read: {error.strerror}") from error
    if len(pepper) < _SECRET_BYTES:
        raise KeyRefused(f"the secret of the keys, {path}, is shorter than {_SECRET_BYTES} bytes")
    return pepper


def _make(path: Path) -> None:
    """Write a new secret that only its owner can read, unless there is one: of two that start at once, one wins."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".pepper-{secrets.token_hex(4)}")
    part.touch(mode=0o600)
    part.write_text(secrets.token_hex(_SECRET_BYTES), encoding="ascii")
    with suppress(FileExistsError):
        path.hardlink_to(part)
    part.unlink()


def _key(record: Record | None) -> ApiKey | None:
    if record is None:
        return None
    fields: dict[str, Any] = {to_snake(name): value for name, value in record["key"].items()}
    fields["scopes"] = tuple(fields["scopes"])
    return ApiKey(**fields)
