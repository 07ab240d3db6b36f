"""The worker class for gunicorn: what clients get, whom they keep waiting, and what is left of them."""

import errno
import hashlib
import io
import os
import socket
import threading
import time
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, IncompleteRead
from unittest.mock import patch

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger

from config.server import connection, limits, outbox, spool
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


@pytest.fixture
def app():
    return App()


@pytest.fixture
def server(app):
    with served(app) as worker:
        yield worker


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


class TestRequests:
    def test_one_connection_serves_one_after_the_other(self, server):
        line = HTTPConnection(*server.address, timeout=PATIENCE)
        for _ in range(3):
            line.request("GET", "/hello")
            assert line.getresponse().read() == b"hello"
        line.close()

    def test_requests_that_came_together_are_answered_in_order(self, server, app):
        get = b"GET /%s HTTP/1.1\r\nHost: x\r\n%s\r\n"
        answers = say(server, get % (b"hello", b"") + get % (b"unread", b"Connection: close\r\n"))
        assert answers.count(b"200 OK") == 2
        assert app.asked == ["GET /hello", "GET /unread"]

    def test_a_body_that_nobody_read_is_not_taken_for_the_next_request(self, server, app):
        post = b"POST /unread HTTP/1.1\r\nHost: x\r\nContent-Length: 21\r\n\r\nGET /error HTTP/1.1\r\n"
        assert say(server, post + b"GET /hello HTTP/1.0\r\n\r\n").count(b"hello") == 2
        assert app.asked == ["POST /unread", "GET /hello"]

    @pytest.mark.parametrize("size", [0, 1000, 3_000_000])
    def test_a_body_arrives_as_it_was_sent(self, server, size):
        body = os.urandom(size)
        assert ask(server, "/digest", "POST", body) == (200, hashlib.sha256(body).hexdigest().encode())

    def test_no_thread_is_taken_before_a_body_is_whole(self, server, app):
        with connect(server) as line:
            line.sendall(b"POST /digest HTTP/1.0\r\nContent-Length: 4\r\n\r\nab")
            assert ask(server, "/hello") == (200, b"hello")
            assert app.asked == ["GET /hello"]
            line.sendall(b"cd")
            assert hashlib.sha256(b"abcd").hexdigest().encode() in read_all(line)

    def test_who_asks_before_sending_a_body_is_told_to_go_on_once(self, server):
        with connect(server) as line:
            line.sendall(b"POST /digest HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n")
            line.sendall(b"Content-Length: 2\r\n\r\n")
            assert line.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
            line.sendall(b"ab")
            answer = read_all(line)
        assert answer.startswith(b"HTTP/1.1 200 OK")
        assert b"100 Continue" not in answer

    def test_a_head_has_no_body(self, server, app):
        assert ask(server, "/file", "HEAD") == (200, b"")
        assert app.closed.wait(PATIENCE)

    def test_it_listens_on_a_path_too(self, app, tmp_path):
        path = str(tmp_path / "socket")
        with served(app, socket.AF_UNIX, path), socket.socket(socket.AF_UNIX) as line:
            line.connect(path)
            line.sendall(b"GET /hello HTTP/1.0\r\n\r\n")
            assert read_all(line).endswith(b"hello")


class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "status"),
        [
            (b"GET /hello\r\n\r\n", 400),
            (b"GET /hello HTTP/1.1\nHost: x\n\n", 400),
            (b"GET /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
            (b"POST /digest HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
            (b"POST /digest HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n", 413),
            (b"GET /hello HTTP/1.1\r\nX: " + b"x" * 40_000 + b"\r\n\r\n", 431),
            (b"GET /hello HTTP/1.1\r\n" + b"X: y\r\n" * 20_000, 431),
        ],
    )
    def test_what_is_no_request_is_refused_and_the_connection_ends(self, server, app, text, status):
        assert say(server, text).startswith(b"HTTP/1.1 %d " % status)
        assert not app.asked

    def test_no_address_of_a_client_goes_into_the_log(self, server, caplog):
        server.log.error_log.propagate = True
        say(server, b"nonsense\r\n\r\n")
        assert "Invalid request" in caplog.text
        assert "127.0.0.1" not in caplog.text

    def test_an_error_of_the_site_is_a_500(self, server, app):
        assert ask(server, "/error")[0] == 500
        assert ask(server, "/hello")[0] == 200

    @pytest.mark.parametrize("option", [{"proxy_protocol": "auto"}, {"certfile": __file__}])
    def test_what_a_proxy_has_to_end_is_refused_at_the_start(self, option):
        cfg = Config()
        for name, value in option.items():
            cfg.set(name, value)
        with pytest.raises(ValueError, match="plain HTTP/1"):
            BufferedWorker.check_config(cfg, None)


class TestSlowSenders:
    @pytest.fixture(autouse=True)
    def short(self, monkeypatch):
        monkeypatch.setattr(connection, "HEAD_SECONDS", 0.2)
        monkeypatch.setattr(connection, "PERIOD", 0.2)

    def test_who_says_nothing_is_let_go_without_a_word(self, server):
        assert say(server, b"") == b""

    @pytest.mark.parametrize("text", [b"GET /hel", b"POST /digest HTTP/1.1\r\nContent-Length: 9\r\n\r\nab"])
    def test_who_stops_in_a_request_is_told(self, server, app, text):
        assert say(server, text).startswith(b"HTTP/1.1 408 ")
        assert not app.asked

    def test_a_connection_that_is_kept_ends_after_a_while(self, app):
        with served(app, keepalive=1) as server:
            assert say(server, b"GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").endswith(b"hello")

    def test_the_one_that_waited_longest_makes_room(self, app, monkeypatch):
        monkeypatch.setattr(connection, "HEAD_SECONDS", 1000)
        with served(app, worker_connections=3) as server:
            silent = [connect(server) for _ in range(4)]
            assert ask(server, "/hello") == (200, b"hello")
            assert silent[0].recv(1) == b""
            for line in silent:
                line.close()

    def test_bodies_beyond_what_the_disk_may_hold_come_back_later(self, server, monkeypatch):
        monkeypatch.setattr(connection, "disk", spool.Budget(1_000_000))
        with connect(server) as line:
            line.sendall(b"POST /digest HTTP/1.1\r\nContent-Length: 9000000\r\n\r\n")
            with suppress(ConnectionError):
                line.sendall(bytes(4_000_000))
            assert read_all(line).startswith(b"HTTP/1.1 503 ")
        assert connection.disk.take(1_000_000), "all is given back"


@pytest.mark.parametrize("path", ["/large", "/stream", "/file"])
class TestSlowReaders:
    def test_they_keep_no_thread(self, app, path):
        with served(app, threads=1) as server:
            lines = [connect(server) for _ in range(3)]
            for line in lines:
                line.sendall(b"GET %s HTTP/1.0\r\n\r\n" % path.encode())
                assert line.recv(10)
            assert ask(server, "/hello") == (200, b"hello")
            for line in lines:
                assert len(read_all(line)) > LARGE - 100_000
                line.close()
        assert outbox.disk.take(outbox.DISK), "all is given back"
        outbox.disk.give(outbox.DISK)

    def test_who_reads_nothing_is_let_go_and_the_site_is_told(self, server, app, path, monkeypatch):
        monkeypatch.setattr(outbox, "PERIOD", 0.2)
        with connect(server) as line:
            line.sendall(b"GET %s HTTP/1.0\r\n\r\n" % path.encode())
            assert ask(server, "/hello") == (200, b"hello")
            wait_until(lambda: not server.connections)
            assert path == "/large" or app.closed.wait(PATIENCE)
            with pytest.raises(ConnectionResetError):
                list(iter(lambda: line.recv(65536), b""))

    def test_without_room_on_the_disk_a_thread_waits_and_all_arrives(self, server, path, monkeypatch):
        monkeypatch.setattr(outbox, "disk", spool.Budget(0))
        assert len(ask(server, path)[1]) >= LARGE // 100_000 * 100_000

    def test_without_room_the_thread_of_who_leaves_is_free_again(self, app, path, monkeypatch):
        monkeypatch.setattr(outbox, "disk", spool.Budget(0))
        with served(app, threads=1) as server:
            with connect(server) as line:
                line.sendall(b"GET %s HTTP/1.0\r\n\r\n" % path.encode())
                assert line.recv(10)
            assert ask(server, "/hello") == (200, b"hello")


class TestAnswers:
    def test_a_thread_that_writes_leaves_those_that_read(self, server, app):
        posts = [threading.Thread(target=ask, args=(server, "/wait", "POST", b"x")) for _ in range(5)]
        for post in posts:
            post.start()
        assert [ask(server, "/hello") for _ in range(5)] == [(200, b"hello")] * 5
        app.go_on.set()
        for post in posts:
            post.join()
        assert app.asked.count("POST /wait") == 5

    def test_one_that_breaks_off_is_no_whole_one(self, server):
        with pytest.raises((IncompleteRead, ConnectionResetError)):
            ask(server, "/half")

    @pytest.mark.parametrize("path", ["/less", "/shortened"])
    def test_one_that_is_shorter_than_it_said_is_no_whole_one(self, server, path):
        with pytest.raises((IncompleteRead, ConnectionResetError)):
            ask(server, path)

    def test_after_a_number_of_requests_the_process_is_replaced(self, app):
        with served(app, max_requests=1) as server:
            assert ask(server, "/hello") == (200, b"hello")
            assert not server.alive


class TestTheEnd:
    def test_what_was_begun_is_sent_and_nobody_new_is_let_in(self, server, app):
        with connect(server) as line, connect(server) as idle:
            line.sendall(b"GET /stream HTTP/1.0\r\n\r\n")
            assert line.recv(10)
            server.handle_exit(None, None)
            assert idle.recv(1) == b""
            with pytest.raises(ConnectionError):
                ask(server, "/hello")
            assert len(read_all(line)) > LARGE - 100_000

    def test_a_quick_end_waits_for_no_reader(self, app, monkeypatch):
        monkeypatch.setattr(outbox, "disk", spool.Budget(0))
        with served(app) as server, connect(server) as line:
            line.sendall(b"GET /stream HTTP/1.0\r\n\r\n")
            assert line.recv(10)
            with pytest.raises(SystemExit):
                server.handle_quit(None, None)
            assert app.closed.wait(PATIENCE)


class TestPace:
    def test_enough_bytes_put_the_end_off(self):
        pace = limits.Pace(0, rate=10)
        pace.move(10 * limits.PERIOD - 1)
        begun = pace.deadline
        pace.move(1)
        assert pace.deadline >= begun + limits.PERIOD
        assert pace.deadline < begun + 2 * limits.PERIOD

    def test_a_header_has_its_time_and_no_more(self):
        pace = limits.Pace(0)
        begun = pace.deadline
        pace.move(1_000_000)
        assert pace.deadline == begun


class TestSpool:
    def test_what_goes_in_comes_out_in_order_whatever_its_size(self, monkeypatch):
        monkeypatch.setattr(spool, "MEMORY", 10)
        budget = spool.Budget(1000)
        queue, given, taken = spool.Spool(budget), b"", b""
        for n in range(60):
            piece = bytes([n]) * (n % 17)
            assert queue.put(piece)
            given += piece
            if n % 2:
                taken += queue.recv(n % 23)
            assert len(queue) == len(given) - len(taken)
        while len(queue):
            taken += queue.recv(7)
        assert taken == given
        assert budget.take(1000), "an empty queue holds no disk"
        queue.close()

    def test_a_full_disk_is_no_error(self, monkeypatch):
        monkeypatch.setattr(spool, "MEMORY", 1)
        monkeypatch.setattr(spool, "TemporaryFile", self.full)
        budget = spool.Budget(1000)
        queue = spool.Spool(budget)
        assert queue.put(b"the first goes into memory")
        assert not queue.put(b"the second has to wait")
        assert queue.recv(100) == b"the first goes into memory"
        assert budget.take(1000)

    def full(self, **options):
        raise OSError(errno.ENOSPC, "No space left on device")
