"""Requests per second of two workers over HTTP, against an empty view in the same run.

    script/benchmark http 100000

Four keep-alive connections, each sending the next request as soon as the response arrives: the rate of a busy
server. Every URL was requested before, as on a site with visitors.
"""

import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

HOST, PORT = "127.0.0.1", int(os.environ.get("BENCHMARK_PORT", "8119"))
CONNECTIONS = 4
SECONDS = 2.0
ROUNDS = 3

Request = tuple[str, dict[str, str]]


def main(sizes: list[int]) -> None:
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from benchmarks import tiles

    settings.ROOT_URLCONF = "benchmarks.urls"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    for size in sizes:
        tiles.fill(size)
        requests = tiles.addresses(tiles.make_caller())
        with server():
            tiles.show(size, dict(measure(requests)))


@contextmanager
def server() -> Iterator[None]:
    command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.conf.py", "benchmarks.wsgi"]
    command += ["--bind", f"{HOST}:{PORT}", "--log-level", "error"]
    # Another worker class to compare with, such as "--worker-class gthread".
    command += os.environ.get("BENCHMARK_SERVER", "").split()
    process = subprocess.Popen(command)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex((HOST, PORT)) == 0:
                    break
            time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait()


def measure(requests: dict[str, list[Request]]) -> Iterator[tuple[str, float]]:
    rates: dict[str, list[float]] = {name: [] for name in requests}
    for number in range(ROUNDS + 1):
        for name, urls in requests.items():
            result = rate(urls)
            if number:  # the first round warms the tile cache
                rates[name].append(result)
    for name, results in rates.items():
        yield name, statistics.median(results)


def rate(urls: list[Request]) -> float:
    done = [0] * CONNECTIONS
    end = time.perf_counter() + SECONDS
    threads = [
        threading.Thread(target=_request_until, args=(end, urls[n:] + urls[:n], done, n))
        for n in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / SECONDS


def _request_until(end: float, urls: list[Request], done: list[int], slot: int) -> None:
    texts = [_request(url, headers) for url, headers in urls]
    with socket.create_connection((HOST, PORT)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while time.perf_counter() < end:
            connection.sendall(texts[done[slot] % len(texts)])
            _read_response(connection)
            done[slot] += 1


def _request(url: str, headers: dict[str, str]) -> bytes:
    more = "".join(f"{name[5:].replace('_', '-').title()}: {value}\r\n" for name, value in headers.items())
    return f"GET {url} HTTP/1.1\r\nHost: {HOST}\r\n{more}\r\n".encode()


def _read_response(connection: socket.socket) -> None:
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    lower = head.lower()
    if lower.startswith((b"http/1.1 304", b"http/1.1 204")):
        return
    length = int(lower.partition(b"content-length:")[2].split(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(65536)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main([int(text) for text in sys.argv[1:]] or [10_000])
