"""Bytes that wait, in order: in memory while they are few, then in a temporary file."""

import os
from tempfile import TemporaryFile
from threading import Lock
from typing import IO

from config.server.limits import MEMORY


class Budget:
    """Bytes that all temporary files of this process may hold together."""

    def __init__(self, most: int) -> None:
        self._left, self._lock = most, Lock()

    def take(self, size: int) -> bool:
        with self._lock:
            if size > self._left:
                return False
            self._left -= size
            return True

    def give(self, size: int) -> None:
        with self._lock:
            self._left += size


class Spool:
    """A queue of bytes. Not safe for threads by itself."""

    def __init__(self, disk: Budget) -> None:
        self._disk = disk
        self._memory = bytearray()
        self._file: IO[bytes] | None = None
        self._start = self._end = 0  # of what waits in the file, which comes after what waits in memory

    def __len__(self) -> int:
        return len(self._memory) + self._end - self._start

    def put(self, data: bytes) -> bool:
        """False, and nothing kept, when neither memory nor disk has room. An empty queue takes anything."""
        is_in_file = self._end > self._start
        if not is_in_file and len(self._memory) + len(data) <= MEMORY:
            self._memory += data
        elif not self._write(data):
            if len(self):
                return False
            self._memory += data
        return True

    def _write(self, data: bytes) -> bool:
        if not self._disk.take(len(data)):
            return False
        try:
            self._file = self._file or TemporaryFile(buffering=0)  # noqa: SIM115
            os.lseek(self._file.fileno(), self._end, os.SEEK_SET)
            view = memoryview(data)
            while view:
                view = view[self._file.write(view) :]
        except OSError:  # a full disk: whoever writes waits for the reader
            self._disk.give(len(data))
            return False
        self._end += len(data)
        return True

    def peek(self, size: int) -> bytes:
        """The first bytes, at most `size`; they stay."""
        if self._memory or self._file is None:
            return bytes(memoryview(self._memory)[:size])
        return os.pread(self._file.fileno(), min(size, self._end - self._start), self._start)

    def drop(self, size: int) -> None:
        """Forget the first bytes, as many as `peek` gave at most."""
        if self._memory:
            del self._memory[:size]
            return
        self._start += size
        if self._file and self._start == self._end:
            self._file.truncate(0)
            self._disk.give(self._end)
            self._start = self._end = 0

    def recv(self, size: int) -> bytes:
        """As a socket does, so that gunicorn's parser can read from here; b"" when nothing is left."""
        data = self.peek(size)
        self.drop(len(data))
        return data

    def close(self) -> None:
        self._memory.clear()
        if self._file:
            self._file.close()
            self._disk.give(self._end)
        self._file, self._start, self._end = None, 0, 0
