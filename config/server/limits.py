"""How slow a client may be, and how much of it is kept meanwhile."""

from time import monotonic

HEAD_SECONDS = 10.0  # for a whole request line with its headers
LINGER_SECONDS = 3.0  # for a client to read the last answer before its connection is closed
PERIOD = 30.0  # seconds in which the slowest rates below are measured
BODY_SECONDS = 600.0  # for a whole body; a small one may also be sent at
BODY_RATE = 1_000  # bytes a second, over the weakest mobile network
ANSWER_RATE = 16_000  # bytes a second; what is smaller than a period's worth has the whole period

PIECE = 64 * 1024  # bytes received, sent or read from a file at once
MEMORY = 256 * 1024  # bytes of a body or an answer; beyond it a temporary file
DISK = 512 * 1024**2  # bytes of temporary files in this process: of all bodies, and of all answers
MOST_HEAD = 32 * 1024  # bytes
MOST_BODY = 64 * 1024**2  # bytes; the site itself refuses earlier and says why


class Pace:
    """When a client is too late: at a fixed time, or later each time that it moved enough bytes."""

    def __init__(self, seconds: float, rate: float = 0.0) -> None:
        """Without a rate nothing puts the time off."""
        self.deadline = monotonic() + seconds
        self._rate, self._moved = rate, 0

    def move(self, size: int) -> None:
        self._moved += size
        if self._rate and self._moved >= self._rate * PERIOD:
            self.deadline, self._moved = monotonic() + PERIOD, 0
