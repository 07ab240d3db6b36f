"""The worker class: gunicorn's threads behind a loop that waits for slow clients in their place.

The loop receives a request, header and body, before a thread is taken, and sends what a client does not take
at once when the thread is free again. Both have deadlines. Files are sent by the loop alone. Requests that
write have threads of their own, so that a locked database leaves those that read.
"""

import errno
import selectors
import socket
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from functools import partial
from time import monotonic
from types import FrameType
from typing import Any

from gunicorn import util
from gunicorn.http import wsgi
from gunicorn.http.errors import NoMoreData
from gunicorn.http.wsgi import FileWrapper
from gunicorn.workers.gthread import ThreadWorker

from config.server.connection import Connection, Refused, State
from config.server.limits import LINGER_SECONDS, PIECE, Pace

READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE
SAFE = ("GET", "HEAD", "OPTIONS")
NOBODY = ("-", 0)  # no address of a visitor goes into the log
NOT_SENT = 128 * 1024  # bytes that the kernel keeps beside those that are on their way

Step = Callable[[Connection], None]


class BufferedWorker(ThreadWorker):
    """`gunicorn --worker-class config.server.worker.BufferedWorker`. Plain HTTP/1: a proxy ends TLS."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.connections: dict[Connection, None] = {}  # the oldest first
        self.next_look = 0.0

    @classmethod
    def check_config(cls, cfg: Any, log: Any) -> None:
        if cfg.is_ssl or cfg.proxy_protocol != "off":
            raise ValueError("BufferedWorker speaks plain HTTP/1: end TLS and the PROXY protocol in a proxy")

    def init_process(self) -> None:
        self.writers = ThreadPoolExecutor(max(1, self.cfg.threads // 2))
        super().init_process()

    def run(self) -> None:
        super().run()
        self.writers.shutdown(wait=False)
        self.close_all()

    def handle_quit(self, sig: int, frame: FrameType | None) -> None:
        self.writers.shutdown(wait=False)
        self.close_all()  # or a thread that waits for a client would hold up the end
        super().handle_quit(sig, frame)

    def close_all(self) -> None:
        for conn in list(self.connections):
            conn.close()
        self.connections.clear()
        self.nr_conns = 0

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled)
        if not self.alive:
            for listener in self.sockets:  # who comes now is served by the next process or refused at once
                listener.close()

    # The loop: accept, receive, send

    def accept(self, listener: socket.socket) -> None:
        try:
            sock, client = listener.accept()
        except OSError as error:  # mostly: gone again, or taken by the other process
            if error.errno in (errno.EMFILE, errno.ENFILE):
                self.make_room()
            return
        sock.setblocking(False)
        if sock.family != socket.AF_UNIX:
            # A slow reader must be seen here, not hide behind a buffer of the kernel of 4 MB.
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, NOT_SENT)
        if self.nr_conns >= self.worker_connections - 1:
            self.make_room()
        conn = Connection(self.cfg, sock, client, listener.getsockname(), self.wake)
        self.connections[conn] = None
        self.nr_conns += 1
        self.watch(conn, READ, self.receive)

    def make_room(self) -> None:
        """Drop the oldest of those that have no whole header, or their whole answer."""
        for conn in self.connections:
            if conn.request is None or conn.state is State.LINGERING:
                return self.drop(conn)

    def watch(self, conn: Connection, events: int, step: Step) -> None:
        """Take the step when the socket is ready."""
        if conn.watched == (events, step):
            return
        change = self.poller.modify if conn.watched else self.poller.register
        change(conn.sock, events, partial(self.on_ready, conn, step))
        conn.watched = events, step

    def unwatch(self, conn: Connection) -> None:
        if conn.watched:
            self.poller.unregister(conn.sock)
        conn.watched = None

    def on_ready(self, conn: Connection, step: Step, _sock: socket.socket) -> None:
        """Since it became ready, another step may have made it wait for something else."""
        if conn.watched and conn.watched[1] == step:
            self.take_step(conn, step)

    def take_step(self, conn: Connection, step: Step) -> None:
        """Whatever happens with one client, the loop goes on for the others."""
        if conn.outbox.is_closed:
            return
        try:
            step(conn)
        except OSError:
            self.drop(conn)
        except Exception:
            self.log.exception("Error in a connection")
            self.drop(conn)

    def receive(self, conn: Connection) -> None:
        if conn.state is not State.RECEIVING:  # it says more, or goes, while it is answered: rare
            return self.unwatch(conn)
        try:
            data = conn.sock.recv(min(PIECE, conn.missing or PIECE))
        except BlockingIOError:
            return
        if not data:
            return self.drop(conn)
        self.receive_data(conn, data)

    def receive_data(self, conn: Connection, data: bytes) -> None:
        try:
            is_whole = conn.receive(data)
        except Exception as error:
            return self.refuse(conn, error)
        if is_whole:
            conn.state, conn.pace = State.WORKING, None
            self.enqueue_req(conn)

    def refuse(self, conn: Connection, error: Exception) -> None:
        """Answer what is no request, and end the connection."""
        conn.state, conn.pace = State.SENDING, None
        conn.inbox.close()
        if isinstance(error, Refused):
            util.write_error(conn.outbox, *error.args)
        elif not isinstance(error, NoMoreData):
            self.handle_error(conn.request, conn.outbox, NOBODY, error)
        self.send(conn)

    def wake(self, conn: Connection) -> None:
        """For a thread, when the socket took less than there is."""
        self.method_queue.defer(self.take_step, conn, self.send)

    def send(self, conn: Connection) -> None:
        """Send what waits; when the answer is sent, go on with the connection."""
        is_working = conn.state is State.WORKING
        is_sent = conn.outbox.push() if is_working else conn.send_file()
        if not is_sent:
            self.watch(conn, WRITE, self.send)
        elif is_working:
            self.unwatch(conn)
        else:
            self.end_answer(conn)

    def end_answer(self, conn: Connection) -> None:
        conn.close_answer()
        if not conn.is_kept:
            # Closing at once would throw away what the client has not read (RFC 9112, 9.6).
            conn.state, conn.pace = State.LINGERING, Pace(LINGER_SECONDS)
            conn.sock.shutdown(socket.SHUT_WR)
            return self.watch(conn, READ, self.throw_away)
        conn.begin(self.cfg.keepalive if self.alive else LINGER_SECONDS)
        self.watch(conn, READ, self.receive)
        if conn.rest:
            self.receive_data(conn, conn.rest)

    def throw_away(self, conn: Connection) -> None:
        if not conn.sock.recv(PIECE):
            self.drop(conn)

    def drop(self, conn: Connection) -> None:
        """End a connection at once. A thread that answers it notices when it goes on."""
        if conn not in self.connections:
            return
        del self.connections[conn]
        self.nr_conns -= 1
        self.unwatch(conn)
        conn.close()
        if conn.state is not State.WORKING:
            conn.close_answer()

    def murder_pending(self) -> None:
        """gunicorn calls it after all that happens, at least once a second."""
        now = monotonic()
        if now < self.next_look:
            return
        self.next_look = now + 0.5
        for conn in [conn for conn in self.connections if conn.is_late(now)]:
            if conn.state is State.RECEIVING and not conn.is_idle:
                late = Refused(408, "Request Timeout", "The request came too slowly.")
                self.take_step(conn, partial(self.refuse, error=late))
            else:
                self.drop(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        """gunicorn calls it once, when it stops."""
        for conn in self.connections:
            if conn.is_idle and conn.pace:
                conn.pace.deadline = min(conn.pace.deadline, deadline)

    # The threads

    def enqueue_req(self, conn: Connection) -> None:
        pool = self.tpool if conn.request.method in SAFE else self.writers
        future = pool.submit(self.handle, conn)
        future.add_done_callback(lambda done: self.method_queue.defer(self.finish_request, conn, done))

    def finish_request(self, conn: Connection, fs: "Future[bool | None]") -> None:
        """In the loop, when a thread has done with a request."""
        conn.state = State.SENDING
        if conn.outbox.is_closed:
            return conn.close_answer()
        is_kept = fs.result()
        if is_kept is None:
            return self.drop(conn)
        conn.is_kept = is_kept
        self.take_step(conn, self.send)

    def handle(self, conn: Connection) -> bool | None:
        """Answer a request in a thread. May the connection be used again? None: the answer broke off."""
        is_kept: bool | None = None
        try:
            is_kept = self.answer(conn)
            if not conn.outbox.push() or conn.file:
                return is_kept  # the loop sends the rest
        except ConnectionError:
            self.log.debug("The client has gone")
        except Exception as error:
            if conn.response and conn.response.headers_sent:
                self.log.exception("An answer broke off")
            else:
                self.handle_error(conn.request, conn.outbox, NOBODY, error)
                is_kept = False
        try:
            conn.close_answer()
        except Exception:
            self.log.exception("Error after an answer")
        return is_kept

    def answer(self, conn: Connection) -> bool:
        begun = datetime.now()  # noqa: DTZ005  gunicorn's logger takes a timedelta
        request = conn.request
        conn.response, environ = wsgi.create(request, conn.outbox, conn.client, conn.server, self.cfg)
        response = conn.response
        environ["wsgi.multithread"] = True
        self.nr += 1
        if self.nr >= self.max_requests:
            self.alive = False
        if not self.alive or not self.cfg.keepalive:
            response.force_close()
        conn.answer = self.wsgi(environ, response.start_response)
        if response._omits_body:
            response.close()
        elif isinstance(conn.answer, FileWrapper):
            response.send_headers()
            conn.file = conn.answer
        else:
            for piece in conn.answer:
                response.write(piece)
            response.close()
            conn.check_length()
        self.log.access(response, request, environ, datetime.now() - begun)  # noqa: DTZ005
        return not response.should_close()
