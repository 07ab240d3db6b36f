"""In-process rate limiter: one leaky bucket per key. No Django import.

Usage leaks at the rate of the quota, so no client waits for the next full hour, and a burst of the whole
quota passes at once.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

MAX_KEYS = 20_000  # keys: 4 MB


@dataclass(frozen=True)
class Quota:
    """At most `limit` units per `window` seconds; terms of draft-ietf-httpapi-ratelimit-headers."""

    name: str
    limit: int
    window: int
    unit: str = "requests"

    @property
    def rate(self) -> float:
        """Units that leak per second."""
        return self.limit / self.window


@dataclass(frozen=True)
class LimitStatus:
    """State of a bucket after a request: allowed or not, units remaining, seconds until it is empty
    (`reset_after`) and until one more unit fits (`retry_after`)."""

    is_allowed: bool
    remaining: int
    reset_after: int
    retry_after: int


class RateLimiter:
    """Thread-safe. The number of keys is bounded: those with the least usage are evicted first."""

    def __init__(self, max_keys: int = MAX_KEYS, clock: Callable[[], float] = time.monotonic) -> None:
        self._max_keys, self._clock, self._lock = max_keys, clock, Lock()
        self._usage: dict[tuple[str, str], tuple[float, float, float]] = {}  # amount, moment, rate

    def __len__(self) -> int:
        return len(self._usage)

    def consume(self, key: str, quota: Quota, amount: int = 1) -> LimitStatus:
        """Consume the whole amount if it fits, else nothing. An amount of 0 requires room for one unit."""
        with self._lock:
            now = self._clock()
            used = self._used(key, quota, now)
            is_allowed = used + max(amount, 1) <= quota.limit
            if is_allowed and amount:
                used = self._store(key, quota, used + amount, now)
        return _status(quota, used, is_allowed)

    def charge(self, key: str, quota: Quota, amount: int) -> None:
        """Add usage that already happened, even beyond the quota: the next request waits for it."""
        with self._lock:
            now = self._clock()
            self._store(key, quota, self._used(key, quota, now) + amount, now)

    def _used(self, key: str, quota: Quota, now: float) -> float:
        used, at, _rate = self._usage.get((quota.name, key), (0.0, now, 0.0))
        return max(0.0, used - quota.rate * (now - at))

    def _store(self, key: str, quota: Quota, used: float, now: float) -> float:
        if len(self._usage) >= self._max_keys and (quota.name, key) not in self._usage:
            self._evict(now)
        self._usage[quota.name, key] = (used, now, quota.rate)
        return used

    def _evict(self, now: float) -> None:
        """Drop empty buckets, and if too many are left, the half that empties first."""
        rest = {key: (t - rate * (now - at)) / rate for key, (t, at, rate) in self._usage.items()}
        kept = sorted((key for key in rest if rest[key] > 0), key=rest.__getitem__)
        if len(kept) > self._max_keys // 2:
            kept = kept[-(self._max_keys // 2) :]
        self._usage = {key: self._usage[key] for key in kept}


def _status(quota: Quota, used: float, is_allowed: bool) -> LimitStatus:
    retry_after = max(1, int((used + 1 - quota.limit) / quota.rate) + 1) if not is_allowed else 0
    return LimitStatus(
        is_allowed, max(0, int(quota.limit - used)), int(used / quota.rate) + (used > 0), retry_after
    )
