"""Tiles that this process made already, as long as nothing changes.

A tile is asked for again and again, and the registry changes a few times an hour. While the registry clock
stands where it stood, one small query answers; when it went on, the tile's own cells tell whether this tile
is another. Nothing is ever stale: the clock is read before the tile is.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from cameras.filters import CameraFilter

MOST_BYTES = 32 * 1024 * 1024  # a process; a tile of a street is 2 kB, one of a crowded town 500 kB
OVERHEAD = 1000  # of the key and the record, in bytes

Key = tuple[int, int, int, CameraFilter]


@dataclass(slots=True)
class Made:
    """A tile's answer, and where the clock stood when it was last known to be current."""

    seq: int
    etag: str
    body: bytes


class KeptTiles:
    """The tiles that were asked for last."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self.clear()

    def clear(self) -> None:
        self._lock = Lock()
        self._made: OrderedDict[Key, Made] = OrderedDict()
        self._bytes = 0

    def find(self, key: Key) -> Made | None:
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
            return self._made.get(key)

    def keep(self, key: Key, made: Made) -> bytes:
        """Keep a tile instead of those not asked for longest; returns its body."""
        with self._lock:
            self._forget(key)
            self._made[key] = made
            self._bytes += len(made.body) + OVERHEAD
            while self._bytes > self.most_bytes:
                self._forget(next(iter(self._made)))
        return made.body

    def _forget(self, key: Key) -> None:
        if made := self._made.pop(key, None):
            self._bytes -= len(made.body) + OVERHEAD


kept_tiles = KeptTiles()
