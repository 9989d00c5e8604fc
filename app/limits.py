"""How much one viewer may ask in a minute; every route has its cost."""

import math
import time
from collections.abc import Callable
from threading import Lock

from cachetools import LRUCache

from app.errors import TooManyRequests

UNITS_A_MINUTE = 1200
"""What a key may spend: a page costs 1, a walk through the graph 5, an export 50."""

REFUSALS_A_MINUTE = 30
"""Keys from one address that open nothing, after which it is told to wait: keys cannot be tried out."""

WINDOW = 60.0  # seconds
_REMEMBERED = 100_000  # viewers and addresses; whoever has not asked for longest is forgotten first


class Limiter:
    """Counts what is spent, in this process."""

    def __init__(
        self,
        units: int = UNITS_A_MINUTE,
        refusals: int = REFUSALS_A_MINUTE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._viewers = _Windows(units, clock)
        self._refusals = _Windows(refusals, clock)

    def spend(self, viewer: str, cost: int) -> None:
        """Take units from a viewer. Raises TooManyRequests when too few are left."""
        self._viewers.take(viewer, cost)

    def refuse(self, address: str) -> None:
        """Count a key from an address that opened nothing. Raises TooManyRequests when there were too many."""
        self._refusals.take(address, 1)


class _Windows:
    """So many units a minute, for each name: a counter for this minute of the clock and one for the last, which
    counts for as much of it as still lies within sixty seconds (the sliding window counter of Cloudflare's limits).

    A counter of our own: the library `limits` starts a thread for each request to forget old ones (measured: half of
    what an answer from memory costs).
    """

    def __init__(self, units: int, clock: Callable[[], float]) -> None:
        self._units = units
        self._clock = clock
        self._spent: LRUCache[str, tuple[int, float, float]] = LRUCache(_REMEMBERED)  # minute, in it, in the one before
        self._lock = Lock()

    def take(self, name: str, cost: int) -> None:
        """Raises TooManyRequests, and takes nothing, when too few units are left."""
        minute, passed = divmod(self._clock(), WINDOW)
        with self._lock:
            last, spent, before = self._spent.get(name, (0, 0.0, 0.0))
            if last != minute:
                spent, before = 0.0, spent if last == minute - 1 else 0.0
            left = self._units - cost
            if spent + before * (1 - passed / WINDOW) > left:
                raise TooManyRequests(max(1, math.ceil(_wait(left, spent, before, passed))))
            self._spent[name] = (int(minute), spent + cost, before)


def _wait(left: float, spent: float, before: float, passed: float) -> float:
    """Seconds until no more than `left` units count, of those spent in this minute and in the one before."""
    if left < 0:
        return WINDOW  # never
    if spent <= left:
        return WINDOW * (1 - (left - spent) / before) - passed
    return 2 * WINDOW - passed - WINDOW * left / spent
