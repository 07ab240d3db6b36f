"""What goes out to one client: a thread puts it in, and whoever can sends it."""

import errno
import socket
import struct
from collections.abc import Callable
from threading import Condition

from config.server.limits import ANSWER_RATE, DISK, PERIOD, PIECE, Pace
from config.server.spool import Budget, Spool

RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close() throws away what waits, and tells the client so

disk = Budget(DISK)


class Outbox:
    """Stands where gunicorn expects the socket of an answer; the socket itself never blocks.

    A thread waits here only when memory and disk are full. Closed at any time by the loop, after which the
    thread gets BrokenPipeError.
    """

    def __init__(self, sock: socket.socket, wake: Callable[[], None]) -> None:
        self._sock, self._wake = sock, wake
        self._spool, self._changed = Spool(disk), Condition()
        self._pace: Pace | None = None  # while the client is waited for
        self.is_closed = False

    def sendall(self, data: bytes) -> None:
        with self._changed:
            while not self.is_closed and not self._spool.put(data):
                self._wake()
                self._changed.wait()
            if self.is_closed:
                raise BrokenPipeError(errno.EPIPE, "the client has gone, or was too slow")
            if len(self._spool) >= PIECE and not self._pace and not self.push():
                self._wake()

    def push(self) -> bool:
        """Send what the socket takes, in a bounded time; True when nothing is left. Raises OSError."""
        with self._changed:
            for _ in range(16):
                if self.is_closed or not len(self._spool):
                    break
                try:
                    sent = self._sock.send(self._spool.peek(PIECE))
                except BlockingIOError:
                    break
                self._spool.drop(sent)
                if self._pace:
                    self._pace.move(sent)
            self._changed.notify_all()
            is_empty = not len(self._spool)
            self._pace = None if is_empty else self._pace or Pace(PERIOD, ANSWER_RATE)
            return is_empty

    def is_late(self, now: float) -> bool:
        pace = self._pace
        return pace is not None and now > pace.deadline

    def gettimeout(self) -> float:
        return 0.0  # gunicorn asks before it writes an error

    def close(self, *, reset: bool) -> None:
        """`reset`: the client must not take what it got for a whole answer."""
        with self._changed:
            if self.is_closed:
                return
            self.is_closed = True
            if reset:
                self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            self._sock.close()
            self._spool.close()
            self._changed.notify_all()
