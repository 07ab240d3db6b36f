"""How many answers each network is being sent now, in this process's memory. Pure."""

from collections import Counter
from threading import Lock


class Places:
    """At most `most` at once for all together, `for_each` for one network. Safe for threads."""

    def __init__(self, most: int, for_each: int) -> None:
        self._most, self._for_each = most, for_each
        self._taken: Counter[str] = Counter()
        self._lock = Lock()

    def take(self, network: str) -> bool:
        """Whoever gets a place gives it back, once."""
        with self._lock:
            if self._taken.total() >= self._most or self._taken[network] >= self._for_each:
                return False
            self._taken[network] += 1
            return True

    def give(self, network: str) -> None:
        with self._lock:
            self._taken[network] -= 1
            self._taken += Counter()  # forgets the networks without one
