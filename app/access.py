"""Who asks, and what they may: every route says which scope it needs, and a route that says nothing is refused."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from threading import Lock
from typing import Protocol, TypeVar

from cachetools import TTLCache

from app.errors import NotAllowed, NotAuthenticated
from graph_schema.api_keys import SCOPES, ApiKey, Scope

KEY_SECONDS = 5.0
"""How long a key that was good is taken for good: so long may a key that was taken back still open the service."""

_KEYS_KEPT = 10_000
_MARK = "__needs__"

Endpoint = TypeVar("Endpoint", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever asks: their id, the name they act under, and their scopes."""

    id: str
    name: str
    scopes: frozenset[Scope]

    def may(self, scope: Scope) -> bool:
        """Whether a scope is theirs; who may read all may read what is public."""
        return scope in self.scopes or (scope == "public" and "read" in self.scopes)

    @property
    def hidden(self) -> bool:
        """Whether detained private persons are withheld from them; who decides about persons must know them."""
        return self.scopes.isdisjoint(("read", "curate", "admin"))


@dataclass(frozen=True, slots=True)
class Needs:
    """What a route asks of a viewer: a scope, None for a route that is open to all, and what a call costs."""

    scope: Scope | None
    cost: int


def allowed(scope: Scope, cost: int = 1) -> Callable[[Endpoint], Endpoint]:
    """Mark an endpoint: whose key has this scope may call it, at so many units of their rate."""
    return _marked(Needs(scope, cost))


def open_to_all(endpoint: Endpoint) -> Endpoint:
    """Mark an endpoint that tells nothing of the graph and needs no key."""
    return _marked(Needs(None, 0))(endpoint)


def needs_of(endpoint: Callable[..., object]) -> Needs:
    """What an endpoint was marked with. Raises TypeError for one that was not: nothing is open by oversight."""
    needs = getattr(endpoint, _MARK, None)
    if not isinstance(needs, Needs):
        raise TypeError(f"{endpoint.__qualname__} does not say who may call it: mark it with `allowed`")
    return needs


def _marked(needs: Needs) -> Callable[[Endpoint], Endpoint]:
    def mark(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, _MARK, needs)
        return endpoint

    return mark


class Keys(Protocol):
    """Tells whose key a text is."""

    def check(self, text: str) -> ApiKey | None:
        """None for a text that opens nothing. Raises GraphUnavailable or what the driver raises."""
        ...


class Access(Protocol):
    """Tells who asks."""

    def known(self, authorization: str | None) -> Viewer | None:
        """Who asks, as far as that is known without asking the database."""
        ...

    def viewer(self, authorization: str | None) -> Viewer:
        """Who asks. Raises NotAuthenticated."""
        ...


class OpenAccess:
    """Local demo mode: whoever reaches the service may do everything. Only for an address of the machine itself."""

    _LOCAL = Viewer("local", "local", frozenset(SCOPES))

    def known(self, authorization: str | None) -> Viewer | None:  # noqa: ARG002  as in KeyAccess
        """Everybody is the one viewer."""
        return self._LOCAL

    def viewer(self, authorization: str | None) -> Viewer:  # noqa: ARG002  as in KeyAccess
        """Everybody is the one viewer."""
        return self._LOCAL


class KeyAccess:
    """Whoever has a key, sent as `Authorization: Bearer <key>`."""

    def __init__(self, keys: Keys, clock: Callable[[], float] = time.monotonic) -> None:
        self._keys = keys
        self._good: TTLCache[bytes, Viewer] = TTLCache(_KEYS_KEPT, KEY_SECONDS, timer=clock)
        self._lock = Lock()

    def known(self, authorization: str | None) -> Viewer | None:
        """The viewer of a key that was good within KEY_SECONDS. Raises NotAuthenticated without a key."""
        fingerprint = _fingerprint(_bearer(authorization))
        with self._lock:
            return self._good.get(fingerprint)

    def viewer(self, authorization: str | None) -> Viewer:
        """The viewer of a key. Raises NotAuthenticated, or what the database raises."""
        text = _bearer(authorization)
        key = self._keys.check(text)
        if key is None:
            raise NotAuthenticated("this key is unknown, expired or taken back")
        viewer = Viewer(key.id, key.name, frozenset(key.scopes))
        with self._lock:
            self._good[_fingerprint(text)] = viewer
        return viewer


def admit(viewer: Viewer, needs: Needs) -> None:
    """Raises NotAllowed when a route needs a scope that the viewer does not have."""
    if needs.scope is not None and not viewer.may(needs.scope):
        raise NotAllowed(needs.scope)


def is_loopback(host: str) -> bool:
    """Whether an address to listen on is reached from this machine only."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _bearer(authorization: str | None) -> str:
    scheme, _, text = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not text.strip():
        raise NotAuthenticated("send a key as `Authorization: Bearer <key>`; `protest-graph keys create` makes one")
    return text.strip()


def _fingerprint(text: str) -> bytes:
    """What a key is remembered by, so that none lies readable in memory longer than its request."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
