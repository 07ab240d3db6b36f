"""An application and the worker class of gunicorn that serves it, in a thread of the test."""

import hashlib
import io
import os
import socket
import threading
import time
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from unittest.mock import patch

from gunicorn.config import Config
from gunicorn.glogging import Logger

from config.server.worker import BufferedWorker

LARGE = 8 * 1024**2  # more than any buffer of the kernel between two sockets of this machine
PATIENCE = 20  # seconds


class App:
    """Answers by the address; tests hold it up and look at what it saw."""

    def __init__(self):
        self.go_on, self.asked, self.closed = threading.Event(), [], threading.Event()

    def __call__(self, environ, start_response):
        self.asked.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        return getattr(self, environ["PATH_INFO"].strip("/"))(environ, start_response)

    def hello(self, environ, start_response):
        start_response("200 OK", [("Content-Length", "5")])
        return [b"hello"]

    def digest(self, environ, start_response):
        body = environ["wsgi.input"].read()
        start_response("200 OK", [])
        return [hashlib.sha256(body).hexdigest().encode()]

    def unread(self, environ, start_response):
        """Looks at no body, as a view that refuses by the header."""
        return self.hello(environ, start_response)

    def large(self, environ, start_response):
        start_response("200 OK", [("Content-Length", str(LARGE))])
        return [bytes(LARGE)]

    def stream(self, environ, start_response):
        start_response("200 OK", [])
        return self.pieces()

    def pieces(self):
        try:
            for n in range(LARGE // 100_000):
                yield bytes([n % 256]) * 100_000
        finally:
            self.closed.set()

    def file(self, environ, start_response, size=LARGE):
        start_response("200 OK", [("Content-Length", str(LARGE))])
        file = io.BytesIO(bytes(size))
        file.close = self.closed.set
        return environ["wsgi.file_wrapper"](file)

    def shortened(self, environ, start_response):
        """A file that was cut while it is sent."""
        return self.file(environ, start_response, LARGE // 2)

    def wait(self, environ, start_response):
        assert self.go_on.wait(PATIENCE)
        return self.hello(environ, start_response)

    def half(self, environ, start_response):
        start_response("200 OK", [])
        yield b"half of it"
        raise ValueError("no more")

    def less(self, environ, start_response):
        start_response("200 OK", [("Content-Length", "50")])
        return [b"less"]

    def error(self, environ, start_response):
        raise ValueError("a mistake")


def wait_until(is_so):
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@contextmanager
def served(app, family=socket.AF_INET, address=("127.0.0.1", 0), **options):
    """The worker in a thread of this process, as gunicorn runs it in a process of its own."""
    cfg = Config()
    for name, value in {"threads": 2, "keepalive": 5, "graceful_timeout": PATIENCE, **options}.items():
        cfg.set(name, value)
    with socket.socket(family) as listener:
        listener.bind(address)
        listener.listen(50)
        worker = BufferedWorker(1, os.getppid(), [listener], None, 30, cfg, Logger(cfg))
        worker.wsgi, worker.address = app, listener.getsockname()
        with patch.object(worker, "init_signals"), patch.object(worker, "load_wsgi"):
            thread = threading.Thread(target=worker.init_process)
            thread.start()
            try:
                wait_until(lambda: worker.booted)
                yield worker
            finally:
                app.go_on.set()
                worker.handle_exit(None, None)
                thread.join(PATIENCE)
                worker.tmp.close()
                for pipe in worker.PIPE:
                    os.close(pipe)
    assert not thread.is_alive()
    assert not worker.connections


def connect(server):
    line = socket.create_connection(server.address[:2], PATIENCE)
    return line


def ask(server, path, method="GET", body=None, **headers):
    line = HTTPConnection(*server.address, timeout=PATIENCE)
    try:
        line.request(method, path, body, headers)
        response = line.getresponse()
        return response.status, response.read()
    finally:
        line.close()


def say(server, text):
    """Everything that comes back until the connection ends."""
    with connect(server) as line:
        line.sendall(text)
        return read_all(line)


def read_all(line):
    received = b""
    with suppress(ConnectionError):
        while data := line.recv(65536):
            received += data
    return received
