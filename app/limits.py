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
"""Keys from one address that open nothing, after which it is told to wait: keys cannot be tried out."""


class Limiter:
    """Counts what is spent, in this process."""

    def __init__(self, units: int = UNITS_A_MINUTE, refusals: int = REFUSALS_A_MINUTE) -> None:
        self._units = RateLimitItemPerMinute(units)
        self._refusals = RateLimitItemPerMinute(refusals)
        self._window = SlidingWindowCounterRateLimiter(MemoryStorage())

    def spend(self, viewer: str, cost: int) -> None:
        """Take units from a viewer. Raises TooManyRequests when too few are left."""
        self._take(self._units, "viewer", viewer, cost)

    def refuse(self, address: str) -> None:
        """Count a key from an address that opened nothing. Raises TooManyRequests when there were too many."""
        self._take(self._refusals, "refused", address, 1)

    def _take(self, item: RateLimitItemPerMinute, kind: str, name: str, cost: int) -> None:
        if cost and not self._window.hit(item, kind, name, cost=cost):
            until = self._window.get_window_stats(item, kind, name).reset_time
            raise TooManyRequests(max(1, math.ceil(until - time.time())))
