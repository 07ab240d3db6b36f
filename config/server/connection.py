"""One client of a worker: what it sent so far, and what it is answered."""

import re
import socket
from collections.abc import Callable
from enum import Enum, auto
from typing import Any

from gunicorn.http.body import LengthReader
from gunicorn.http.errors import InvalidRequestLine, LimitRequestHeaders
from gunicorn.http.message import Request
from gunicorn.http.unreader import SocketUnreader
from gunicorn.http.wsgi import FileWrapper

from config.server.limits import (
    BODY_RATE,
    BODY_SECONDS,
    DISK,
    HEAD_SECONDS,
    MOST_BODY,
    MOST_HEAD,
    PERIOD,
    PIECE,
    Pace,
)
from config.server.outbox import Outbox
from config.server.spool import Budget, Spool

HEAD_END = re.compile(rb"\n\r?\n")  # gunicorn's parser refuses the line ends without CR
AT_ONCE = 16  # pieces of a file before the other clients have their turn

disk = Budget(DISK)


class Refused(Exception):
    """Status, reason and a sentence for the client."""


class State(Enum):
    RECEIVING = auto()
    WORKING = auto()  # a thread has it
    SENDING = auto()
    LINGERING = auto()  # all was sent; the client may still read it


class Connection:
    """Belongs to the loop, and to a thread while that answers a request."""

    def __init__(
        self, cfg: Any, sock: socket.socket, client: Any, server: Any, wake: Callable[["Connection"], None]
    ) -> None:
        self.cfg, self.sock, self.client, self.server = cfg, sock, client, server
        self.outbox = Outbox(sock, lambda: wake(self))
        self.watched: tuple[int, Any] | None = None  # what the loop waits for, and what it does then
        self.requests = 0
        self.inbox, self.rest = Spool(disk), b""
        self.begin(HEAD_SECONDS)

    def begin(self, seconds: float) -> None:
        """Wait for a request. What came of it with the one before is in `rest`."""
        self.state = State.RECEIVING
        self.head = bytearray()
        self.inbox.close()
        self.request: Any = None  # gunicorn's, when the header has come
        self.missing = 0  # bytes of the body
        self.pace: Pace | None = Pace(seconds)
        self.response: Any = None  # gunicorn's
        self.answer: Any = None  # the iterable of the application
        self.file: FileWrapper | None = None  # what the loop sends without a thread
        self.is_kept = False  # for another request

    @property
    def is_idle(self) -> bool:
        """Nothing of a request has come."""
        return self.state is State.RECEIVING and not self.head

    def is_late(self, now: float) -> bool:
        return (self.pace is not None and now > self.pace.deadline) or self.outbox.is_late(now)

    def receive(self, data: bytes) -> bool:
        """Take what came; True when the request is whole. Raises Refused, and what gunicorn's parser does."""
        if self.request is None:
            if not self.head:
                self.pace = Pace(HEAD_SECONDS)
            searched = max(0, len(self.head) - 2)
            self.head += data
            found = HEAD_END.search(self.head, searched)
            if len(self.head if found is None else self.head[: found.end()]) > MOST_HEAD:
                raise LimitRequestHeaders("limit request headers size")
            if found is None:
                return False
            data = self._parse(found.end())
        if data and not self.inbox.put(data):
            raise Refused(503, "Service Unavailable", "Too much is being sent at once. Try again in a while.")
        self.missing -= len(data)
        if self.pace:
            self.pace.move(len(data))
        return not self.missing

    def _parse(self, end: int) -> bytes:
        """Read the header, which gunicorn's parser finds whole; returns what came of the body."""
        head, rest = bytes(self.head[:end]), bytes(self.head[end:])
        self.inbox.put(head)
        self.requests += 1
        unreader = SocketUnreader(self.inbox)
        self.request = request = Request(self.cfg, unreader, self.client, self.requests)
        if unreader.buf.getvalue() or len(self.inbox):  # the parser saw another end of it
            raise InvalidRequestLine("more than one header")
        if not isinstance(request.body.reader, LengthReader):
            raise Refused(411, "Length Required", "Send the body with its Content-Length.")
        length = request.body.reader.length
        if length > MOST_BODY:
            raise Refused(413, "Content Too Large", "The body is too large.")
        self.missing, self.rest = length, rest[length:]
        self.pace = Pace(PERIOD, max(BODY_RATE, length / BODY_SECONDS))
        if request._expected_100_continue and length > len(rest):
            self.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        request._expected_100_continue = False  # or gunicorn says it again
        return rest[:length]

    def send_file(self) -> bool:
        """Send what waits, then more of the file; True when nothing is left. Raises OSError."""
        for _ in range(AT_ONCE):
            if not self.outbox.push():
                return False
            if self.file is None:
                return True
            data = self.file.filelike.read(PIECE)
            self.response.write(data)
            if not data:
                self.file = None
                self.response.close()
                self.check_length()
        return False

    def check_length(self) -> None:
        """Raises OSError when the application promised more than it gave."""
        response = self.response
        if not response._omits_body and response.sent < (response.response_length or 0):
            raise OSError("the answer is shorter than its Content-Length")

    def close_answer(self) -> None:
        """Tell the application that its answer was sent, or that nobody takes it. Once."""
        answer, self.answer = self.answer, None
        if hasattr(answer, "close"):
            answer.close()

    def close(self) -> None:
        """An answer that is not sent yet is reset: nobody must take what came of it for the whole."""
        self.outbox.close(reset=self.state in (State.WORKING, State.SENDING))
        self.inbox.close()
