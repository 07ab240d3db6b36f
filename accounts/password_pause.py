"""Pause after wrong passwords for one account, whichever networks they come from.

It grows slowly and ends after half a minute at most: a guesser has 3,000 passwords a day instead of
thousands a minute, and nobody can lock somebody else out for good.
"""

import time
from hashlib import sha256

from django.core.cache import cache

FREE_ATTEMPTS = 20  # two networks that use up their minute
MAX_PAUSE = 30  # seconds
FORGET_AFTER = 86_400  # seconds without a wrong password
CHECK_TIMEOUT = 10  # seconds: a process that dies while it checks a password


def pause_after(failures: int) -> int:
    """Seconds: none at first, then one more after each wrong password."""
    return min(max(0, failures - FREE_ATTEMPTS + 1), MAX_PAUSE)


class PasswordPause:
    """The attempts at one account, known by the name or address that was typed."""

    def __init__(self, login: str) -> None:
        self._key = f"password:{sha256(login.strip().casefold().encode()).hexdigest()}"
        self._failures = 0

    def begin(self) -> bool:
        """Whether a password may be checked now. One at a time, so that a hundred at once are not free."""
        if not cache.add(f"{self._key}:checking", True, timeout=CHECK_TIMEOUT):
            return False
        self._failures, failed_at = cache.get(self._key, (0, 0.0))
        if time.time() >= failed_at + pause_after(self._failures):
            return True
        self.end()
        return False

    def count(self, *, is_right: bool) -> None:
        if is_right:
            cache.delete(self._key)
        else:
            cache.set(self._key, (self._failures + 1, time.time()), FORGET_AFTER)

    def end(self) -> None:
        cache.delete(f"{self._key}:checking")
