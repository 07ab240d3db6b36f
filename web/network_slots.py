"""Concurrent responses per client network, counted in the memory of this process."""

from collections import Counter
from threading import Lock


class NetworkSlots:
    """At most `total` at once, of them `per_network` for one network. Thread-safe."""

    def __init__(self, total: int, per_network: int) -> None:
        self._total, self._per_network = total, per_network
        self._used: Counter[str] = Counter()
        self._lock = Lock()

    def acquire(self, network: str) -> bool:
        """Take a slot, without waiting. Each acquired slot must be released once."""
        with self._lock:
            if self._used.total() >= self._total or self._used[network] >= self._per_network:
                return False
            self._used[network] += 1
            return True

    def release(self, network: str) -> None:
        with self._lock:
            self._used[network] -= 1
            self._used += Counter()  # drops networks without a slot
