"""A download that was cut never looks complete, and a restart cuts none: directly, and through nginx as
docs/deploy.md sets it up."""

import errno
import os
import re
import shutil
import signal
import socket
from contextlib import ExitStack, contextmanager
from http.client import HTTPResponse, IncompleteRead
from pathlib import Path

import pytest
from cameras.exports import DOWNLOADS
from cameras.revisions import Author, create, registry

from cameras.models import Camera, CameraRevision
from cameras.tests.builders import dataset
from tests.attack.site import PATIENCE, ROOT, free_port, kill_group, serve, wait_until

CAMERAS = 8000
EXPORTS = [f"/data/export?format={name}" for name in sorted(DOWNLOADS)]
CONF = """
daemon off; master_process off; pid FOLDER/pid; error_log FOLDER/error.log;
events {}
http {
    access_log off; client_body_temp_path FOLDER/body; proxy_temp_path FOLDER/proxy;
    fastcgi_temp_path FOLDER/fastcgi; uwsgi_temp_path FOLDER/uwsgi; scgi_temp_path FOLDER/scgi;
    SERVER
}
"""


@pytest.fixture
def cameras(transactional_db):
    """Files of some megabytes: more than lies in the buffers between the site and a reader."""
    long = {"dataset": dataset(), "operator": "x" * 255, "model": "y" * 255, "zone": "z" * 255}
    with registry() as clock:
        made = [Camera(latitude=43 + n / 10_000, longitude=7.4, **long) for n in range(CAMERAS)]
        create(clock, made, author=Author(CameraRevision.Role.IMPORT, reason="test"))


@pytest.fixture
def site(start, cameras):
    with start(EXPORTS_AT_ONCE="40") as running:
        yield running


@contextmanager
def nginx(site, folder, version="1.1"):
    """The server of docs/deploy.md in front of the site, without TLS."""
    if not shutil.which("nginx"):
        assert "CI" not in os.environ, "nginx-light is missing"
        pytest.skip("no nginx")
    port = free_port()
    [server] = re.findall(r"^    (server \{.+?^    \})", (ROOT / "docs/deploy.md").read_text(), re.M | re.S)
    for known, here in (
        ("listen 443 ssl", f"listen 127.0.0.1:{port} sndbuf=16k"),
        ("127.0.0.1:8000", f"127.0.0.1:{site.port}"),
        ("proxy_http_version 1.1", f"proxy_http_version {version}"),
    ):
        assert known in server
        server = server.replace(known, here)
    folder = folder / version
    folder.mkdir()
    file = folder / "nginx.conf"
    file.write_text(CONF.replace("SERVER", server).replace("FOLDER", str(folder)))
    with serve(("nginx", "-c", str(file)), port=port) as proxy:
        yield proxy


@contextmanager
def begun(site, path):
    """A download of which the reader has taken little, and buffers hold not much more: a function that reads
    the rest."""
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.settimeout(PATIENCE)
        line.connect(site.address)
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        response = HTTPResponse(line)
        response.begin()
        assert response.status == 200
        response.peek(1)

        def read():
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1_000_000)
            return response.read()

        yield read


def test_readers_notice_that_the_site_was_killed(site, tmp_path):
    with ExitStack() as opened:
        proxy = opened.enter_context(nginx(site, tmp_path))
        old_proxy = opened.enter_context(nginx(site, tmp_path, "1.0"))
        ways = [(one, path) for one in (site, proxy, old_proxy) for path in EXPORTS]
        ways.append((site, "/basemap/large.pmtiles"))  # nginx would have taken it from the site by then
        downloads = [opened.enter_context(begun(one, path)) for one, path in ways]
        kill_group(site.process)
        taken_for_whole = [way for way, read in zip(ways, downloads, strict=True) if is_whole(read)]
        assert not taken_for_whole


def test_a_reload_and_then_a_stop_cut_none(site, tmp_path):
    paths = EXPORTS[:3]
    whole = [site.ask(path)[1] for path in paths]
    with ExitStack() as opened:
        proxy = opened.enter_context(nginx(site, tmp_path))
        before = [opened.enter_context(begun(proxy, path)) for path in paths]
        workers = children(site.process)
        os.kill(site.process.pid, signal.SIGHUP)
        wait_until(lambda: children(site.process) - workers)
        assert site.ask("/healthz") == (200, b"ok\n")
        assert [read() for read in before] == whole
        before = [opened.enter_context(begun(one, paths[0])) for one in (site, proxy)]
        os.kill(site.process.pid, signal.SIGTERM)
        wait_until(lambda: refuses(site))
        assert [read() for read in before] == [whole[0]] * 2
    assert site.process.wait(PATIENCE) == 0


def is_whole(read):
    """As far as the reader can tell."""
    try:
        read()
    except (IncompleteRead, ConnectionResetError):
        return False
    return True


def children(process):
    return set(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split())


def refuses(site):
    with socket.socket() as line:
        return line.connect_ex(site.address) == errno.ECONNREFUSED
