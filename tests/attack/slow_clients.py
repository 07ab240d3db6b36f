"""Clients that hold a server up: many sockets, driven by one thread. For a site of one's own only."""

import socket
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Thread
from types import TracebackType

TICK = 0.5  # seconds


@dataclass(frozen=True)
class Attack:
    """What each client sends first and again at every tick, and how many bytes it reads at every tick."""

    name: str
    first: bytes = b""
    again: bytes = b""
    reads: int = 0


def request(line: str, *headers: str) -> bytes:
    return "\r\n".join((f"{line} HTTP/1.1", "Host: localhost", *headers, "", "")).encode()


def attacks(large_file: str) -> tuple[Attack, ...]:
    body = ("Content-Type: application/json", "Content-Length: 90000")
    return (
        Attack("stalls without a byte"),
        Attack("stalls after eight bytes", b"GET / HT"),
        Attack("sends the header slowly", b"GET / HTTP/1.1\r\nHost: localhost\r\n", b"X-Slow: 1\r\n"),
        Attack("sends the body slowly", request("POST /api/v1/reports", *body), b"{"),
        Attack("reads slowly", request(f"GET {large_file}"), reads=512),
    )


class SlowClients:
    """`with SlowClients(address, attack, 200): ...`; who is thrown out comes back at once."""

    def __init__(self, address: tuple[str, int], attack: Attack, clients: int) -> None:
        self.address, self.attack, self.clients = address, attack, clients
        self.sockets: list[socket.socket] = []
        self.thrown_out = 0
        self._end, self._is_under_way = Event(), Event()
        self._thread = Thread(target=self._run, daemon=True)

    def __enter__(self) -> "SlowClients":
        """It returns when all are connected and had their first tick."""
        self.sockets = [self._connect() for _ in range(self.clients)]
        self._thread.start()
        self._is_under_way.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end.set()
        self._thread.join()
        for one in self.sockets:
            one.close()

    def _connect(self) -> socket.socket:
        one = socket.socket()
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # the server's buffer fills soon
        one.settimeout(5)
        try:
            one.connect(self.address)
            one.sendall(self.attack.first)
        except OSError:
            one.close()
            raise
        one.setblocking(False)
        return one

    def _run(self) -> None:
        while not self._end.wait(TICK):
            for n, one in enumerate(self.sockets):
                if self._is_thrown_out(one):
                    one.close()
                    self.thrown_out += 1
                    with suppress(OSError):  # a server that takes nobody any more: what the attack is about
                        self.sockets[n] = self._connect()
            self._is_under_way.set()

    def _is_thrown_out(self, one: socket.socket) -> bool:
        try:
            if self.attack.again:
                one.send(self.attack.again)
            return not one.recv(self.attack.reads or 4096)
        except BlockingIOError:
            return False
        except OSError:
            return True
