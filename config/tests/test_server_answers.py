"""The worker class: answers go out whole or visibly cut, and slow readers keep no thread."""

import threading
from http.client import HTTPConnection, IncompleteRead

import pytest

from config.server import outbox, spool, worker
from config.tests.serving import LARGE, PATIENCE, App, ask, connect, read_all, say, served, wait_until


@pytest.fixture
def app():
    return App()


@pytest.fixture
def server(app):
    with served(app) as worker:
        yield worker


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
    def test_a_connection_ends_when_its_client_has_gone(self, server, monkeypatch):
        monkeypatch.setattr(worker, "LINGER_SECONDS", 1000)
        for _ in range(3):
            assert say(server, b"GET /hello HTTP/1.0\r\n\r\n").endswith(b"hello")
        wait_until(lambda: not server.connections)

    def test_a_step_that_is_out_of_date_is_not_taken(self, server):
        """What became ready in the same moment was noted before the first of them had its turn."""
        line = HTTPConnection(*server.address, timeout=PATIENCE)
        for _ in range(2):
            line.request("GET", "/hello")
            assert line.getresponse().read() == b"hello"
            [conn] = server.connections
            wait_until(lambda conn=conn: conn.is_idle)
            server.on_ready(conn, server.send, conn.sock)
        line.close()

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
