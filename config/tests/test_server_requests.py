"""The worker class: requests come in whole, slow senders keep no thread and are let go."""

import hashlib
import os
import socket
import threading
from contextlib import suppress
from http.client import HTTPConnection

import pytest
from gunicorn.config import Config

from config.server import connection, spool
from config.server.worker import BufferedWorker
from config.tests.serving import PATIENCE, App, ask, connect, read_all, say, served, wait_until


@pytest.fixture
def app():
    return App()


@pytest.fixture
def server(app):
    with served(app) as worker:
        yield worker


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

    def test_who_is_let_in_last_is_served_also_when_all_others_work(self, app):
        with served(app, worker_connections=2, threads=4) as server:
            works = threading.Thread(target=ask, args=(server, "/wait"))
            works.start()
            wait_until(lambda: app.asked)
            assert ask(server, "/hello") == (200, b"hello")
            app.go_on.set()
            works.join()

    def test_bodies_beyond_what_the_disk_may_hold_come_back_later(self, server, monkeypatch):
        monkeypatch.setattr(connection, "disk", spool.Budget(1_000_000))
        with connect(server) as line:
            line.sendall(b"POST /digest HTTP/1.1\r\nContent-Length: 9000000\r\n\r\n")
            with suppress(ConnectionError):
                line.sendall(bytes(4_000_000))
            assert read_all(line).startswith(b"HTTP/1.1 503 ")
        assert connection.disk.take(1_000_000), "all is given back"
