"""The site as an operator runs it: real processes on a free port of this machine."""

import http.client
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUNICORN = (sys.executable, "-m", "gunicorn")
CONFIGURED = (*GUNICORN, "-c", "config/gunicorn.conf.py", "config.wsgi", "--bind", "{address}")
# Another server to attack, such as "gunicorn -k gthread --threads 4 -w 2 config.wsgi -b {address}".
COMMAND = tuple(shlex.split(os.environ.get("ATTACKED_SERVER", ""))) or CONFIGURED
PATIENCE = 60  # seconds to start; a loaded machine needs many
WITHIN = 10  # seconds for an answer to a health check


@dataclass
class Site:
    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> tuple[str, int]:
        return "127.0.0.1", self.port

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes | None = None,
        timeout: float = WITHIN,
        **headers: str,
    ) -> tuple[int, bytes]:
        """Status and body, over a connection of its own. Raises OSError when nothing comes in time."""
        line = http.client.HTTPConnection(*self.address, timeout=timeout)
        try:
            line.request(method, path, body, {name.replace("_", "-"): text for name, text in headers.items()})
            response = line.getresponse()
            return response.status, response.read()
        finally:
            line.close()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        finally:
            kill_group(self.process)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """End what a process started and left."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def serve(command: tuple[str, ...] = COMMAND, *, port: int = 0, **variables: str) -> Iterator[Site]:
    """Start a server and wait until it answers; {address} and {port} in the command are filled in."""
    port = port or free_port()
    filled = [part.format(address=f"127.0.0.1:{port}", port=port) for part in command]
    process = subprocess.Popen(
        filled, cwd=ROOT, env={**os.environ, **variables}, stderr=subprocess.DEVNULL, start_new_session=True
    )
    site = Site(port, process)
    try:
        wait_until(lambda: answers(site))
        yield site
    finally:
        site.stop()


def answers(site: Site) -> bool:
    try:
        site.ask("/healthz")
    except OSError:
        if site.process.poll() is None:
            return False
        raise
    return True


def wait_until(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.1)
