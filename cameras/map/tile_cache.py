"""In-process LRU cache of rendered tiles, invalidated by the registry sequence.

Tiles are requested often, and the registry changes a few times an hour. While the registry clock is
unchanged, one small query validates a cached tile; otherwise the ETag is recomputed from the tile's cells.
No tile is ever stale, because the clock is read before the tile.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from cameras.filters import CameraFilter

MAX_BYTES = 32 * 1024 * 1024  # per process; a tile of a street is 2 kB, one of a dense town 500 kB
OVERHEAD = 1000  # bytes per entry, for key and record

Key = tuple[int, int, int, CameraFilter]


@dataclass(slots=True)
class CachedTile:
    """Rendered tile, and the registry sequence at which it was last validated."""

    seq: int
    etag: str
    body: bytes


class TileCache:
    """Thread-safe LRU cache bounded by bytes."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self.max_bytes = max_bytes
        self.clear()

    def clear(self) -> None:
        self._lock = Lock()
        self._tiles: OrderedDict[Key, CachedTile] = OrderedDict()
        self._bytes = 0

    def get(self, key: Key) -> CachedTile | None:
        with self._lock:
            if key in self._tiles:
                self._tiles.move_to_end(key)
            return self._tiles.get(key)

    def put(self, key: Key, tile: CachedTile) -> bytes:
        """Store a tile, evicting the least recently used; returns its body."""
        with self._lock:
            self._evict(key)
            self._tiles[key] = tile
            self._bytes += len(tile.body) + OVERHEAD
            while self._bytes > self.max_bytes:
                self._evict(next(iter(self._tiles)))
        return tile.body

    def _evict(self, key: Key) -> None:
        if tile := self._tiles.pop(key, None):
            self._bytes -= len(tile.body) + OVERHEAD


tile_cache = TileCache()
