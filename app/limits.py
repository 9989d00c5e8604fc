"""How much one viewer may ask in a minute; every route has its cost."""

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from app.errors import TooManyRequests

UNITS_A_MINUTE = 1200
"""What a key may spend: a page costs 1, a walk through the graph 5, an export 50."""

REFUSALS_A_MINUTE = 30
"""Requests with no good key from one address, after which it must wait: keys cannot be tried out."""


class Limiter:
    """Counts what is spent, in this process."""

    def __init__(self, units: int = UNITS_A_MINUTE, refusals: int = REFUSALS_A_MINUTE) -> None:
        self._units = RateLimitItemPerMinute(units)
        self._refusals = RateLimitItemPerMinute(refusals)
        self._window = SlidingWindowCounterRateLimiter(MemoryStorage())

    def spend(self, viewer: str, cost: int) -> None:
        """Take units from a viewer. Raises TooManyRequests when too few are left."""
        self._take(self._units, "viewer", viewer, cost)

    def check_refusals(self, address: str) -> None:
        """Raises TooManyRequests when an address was refused too often."""
        if not self._window.test(self._refusals, "refused", address):
            raise self._wait(self._refusals, "refused", address)

    def refuse(self, address: str) -> None:
        """Count a request without a good key."""
        self._window.hit(self._refusals, "refused", address)

    def _take(self, item: RateLimitItemPerMinute, kind: str, name: str, cost: int) -> None:
        if cost and not self._window.hit(item, kind, name, cost=cost):
            raise self._wait(item, kind, name)

    def _wait(self, item: RateLimitItemPerMinute, kind: str, name: str) -> TooManyRequests:
        until = self._window.get_window_stats(item, kind, name).reset_time
        return TooManyRequests(max(1, math.ceil(until - time.time())))
