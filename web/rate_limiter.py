"""How much somebody took lately, in this process's memory: one leaky bucket for each key. Pure.

What was taken flows away at the rate of the quota, so nobody waits for a full hour to begin, and a burst of
the whole quota is let through at once.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

MOST_KEPT = 20_000  # keys: 4 MB


@dataclass(frozen=True)
class Quota:
    """At most `most` units in `seconds`; `unit` as the IETF's draft names it."""

    name: str
    most: int
    seconds: int
    unit: str = "requests"

    @property
    def rate(self) -> float:
        """Units that flow away in a second."""
        return self.most / self.seconds


@dataclass(frozen=True)
class Level:
    """How a bucket stands: is it let through, what is left, seconds until it is empty again and until there
    is room for one more."""

    is_allowed: bool
    left: int
    empty_in: int
    wait: int


class Buckets:
    """Safe for threads. Which keys are kept is bounded: those that took least are forgotten first."""

    def __init__(self, most: int = MOST_KEPT, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock, self._lock = most, clock, Lock()
        self._taken: dict[tuple[str, str], tuple[float, float, float]] = {}  # amount, moment, rate

    def __len__(self) -> int:
        return len(self._taken)

    def take(self, key: str, quota: Quota, amount: int = 1) -> Level:
        """Take if there is room for it all; else nothing. An amount of 0 needs room for one."""
        with self._lock:
            now = self._clock()
            taken = self._now(key, quota, now)
            is_allowed = taken + max(amount, 1) <= quota.most
            if is_allowed and amount:
                taken = self._put(key, quota, taken + amount, now)
        return _level(quota, taken, is_allowed)

    def spend(self, key: str, quota: Quota, amount: int) -> None:
        """What was taken already, room or not: the next one waits for it."""
        with self._lock:
            now = self._clock()
            self._put(key, quota, self._now(key, quota, now) + amount, now)

    def _now(self, key: str, quota: Quota, now: float) -> float:
        taken, at, _rate = self._taken.get((quota.name, key), (0.0, now, 0.0))
        return max(0.0, taken - quota.rate * (now - at))

    def _put(self, key: str, quota: Quota, taken: float, now: float) -> float:
        if len(self._taken) >= self._most and (quota.name, key) not in self._taken:
            self._forget(now)
        self._taken[quota.name, key] = (taken, now, quota.rate)
        return taken

    def _forget(self, now: float) -> None:
        """Drop what has flowed away, and the half with the shortest way to go of what is left too many."""
        rest = {key: (t - rate * (now - at)) / rate for key, (t, at, rate) in self._taken.items()}
        kept = sorted((key for key in rest if rest[key] > 0), key=rest.__getitem__)
        if len(kept) > self._most // 2:
            kept = kept[-(self._most // 2) :]
        self._taken = {key: self._taken[key] for key in kept}


def _level(quota: Quota, taken: float, is_allowed: bool) -> Level:
    wait = max(1, int((taken + 1 - quota.most) / quota.rate) + 1) if not is_allowed else 0
    return Level(is_allowed, max(0, int(quota.most - taken)), int(taken / quota.rate) + (taken > 0), wait)
