"""How soon /healthz answers while a site is attacked, for several servers.

    script/benchmark attack [SERVERS]

200 clients at a time stall, send a header or a body slowly, or read a file slowly; then a lock is held on the
database (SQLite) or 150 visitors come (PostgreSQL), and four photos of 12 megapixels are sent at once. The
health check is asked over a new connection each half second for SECONDS. Prints for each: answered / asked,
the slowest answer. Servers that are not installed here (gevent, granian, waitress) are left out.
"""

import io
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, nullcontext
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from typing import Any

import django

SECONDS = 20.0
WITHIN = 10.0  # an answer that takes longer is none
CLIENTS, VISITORS, WRITERS, PHOTOS = 200, 150, 32, 4
LARGE = "/basemap/large.pmtiles"
TILE = "/tiles/0/0/0.json"

GUNICORN = "{python} -m gunicorn --no-control-socket config.wsgi --bind {address} "
SERVERS = {
    "ours": GUNICORN + "-c config/gunicorn.conf.py",
    "gthread": GUNICORN + "-k gthread -w 2 --threads 4",
    "gevent": GUNICORN + "-k gevent -w 2",
    "granian": "{python} -m granian --interface wsgi --workers 2 --blocking-threads 4 --host 127.0.0.1 "
    "--http1-header-read-timeout 10000 --port {port} config.wsgi:application",
    "waitress": "{python} -m waitress --threads 8 --channel-timeout 10 --cleanup-interval 2 "
    "--connection-limit 1000 --listen {address} config.wsgi:application",
}


def main(names: list[str]) -> None:
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from benchmarks import tiles
    from tests.attack.site import serve

    call_command("migrate", verbosity=0)
    tiles.fill(10_000)
    folder = Path(os.environ["DATA_DIR"]).resolve()
    (folder / "basemap").mkdir(exist_ok=True)
    (folder / "basemap/large.pmtiles").write_bytes(bytes(20_000_000))
    limits = dict.fromkeys(("REPORTS_PER_HOUR", "REPORTS_PER_DAY", "REPORTS_BURST"), "1000000")
    for name in names or SERVERS:
        if name in ("gevent", "granian", "waitress") and not find_spec(name):
            sys.stdout.write(f"{name}: not installed\n")
            continue
        for what, pressure in pressures(connection.vendor):
            command = tuple(SERVERS[name].replace("{python}", sys.executable).split())
            with serve(command, BASEMAP="large.pmtiles", REPORTS_PHOTOS="true", **limits) as site:
                with pressure(site) as outcome:
                    times = probe(site)
                answered = [seconds for seconds in times if seconds < WITHIN]
                slowest = f"{max(answered) * 1000:,.0f} ms" if answered else "-"
                sys.stdout.write(
                    f"{name:10} {what:28} {len(answered):3} / {len(times):3} {slowest:>10}  {outcome or ''}\n"
                )
                sys.stdout.flush()


def probe(site: Any) -> list[float]:
    """Seconds of each question."""

    def ask() -> float:
        begun = time.perf_counter()
        try:
            status, _body = site.ask("/healthz", timeout=WITHIN)
        except OSError:
            return WITHIN
        return time.perf_counter() - begun if status == 200 else WITHIN

    with ThreadPoolExecutor(40) as people:
        asked = []
        for _ in range(int(SECONDS * 2)):
            asked.append(people.submit(ask))
            time.sleep(0.5)
        return [one.result() for one in asked]


Pressure = Callable[[Any], Any]


def pressures(vendor: str) -> Iterator[tuple[str, Pressure]]:
    from tests.attack.slow_clients import SlowClients, attacks

    yield "nothing", lambda _site: nullcontext()
    for attack in attacks(LARGE):
        yield attack.name, lambda site, attack=attack: quiet(SlowClients(site.address, attack, CLIENTS))
    if vendor == "sqlite":
        yield f"lock held {SECONDS:.0f} s", locked
    yield f"{VISITORS} visitors", visited
    yield f"{PHOTOS} photos at once", photographed


@contextmanager
def quiet(clients: Any) -> Iterator[dict[str, Any]]:
    outcome: dict[str, Any] = {}
    with clients:
        yield outcome
        outcome["thrown out"] = clients.thrown_out


@contextmanager
def locked(site: Any) -> Iterator[dict[str, Any]]:
    """As many people send a report as a server has threads, and more, while the database is locked."""
    from django.db import connection

    from tests.attack.visitors import send_report

    outcome: dict[str, Any] = {}
    lock = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    with closing(lock), ThreadPoolExecutor(WRITERS) as writers:
        lock.execute("BEGIN IMMEDIATE")
        sent = [writers.submit(attempt, send_report, site, n) for n in range(WRITERS)]
        yield outcome
        lock.execute("ROLLBACK")
        outcome["reports"] = tally(one.result() for one in sent)


@contextmanager
def visited(site: Any) -> Iterator[dict[str, Any]]:
    from django.db import connection

    from tests.attack.visitors import connections_of_the_site

    end, outcome = Event(), {}
    used = [0]

    def visit() -> list[Any]:
        statuses = []
        while not end.is_set():
            statuses.append(attempt(site.ask, TILE, timeout=60))
        return statuses

    def watch() -> None:
        while connection.vendor == "postgresql" and not end.wait(0.2):
            used[0] = max(used[0], connections_of_the_site())
        connection.close()

    with ThreadPoolExecutor(VISITORS + 1) as people:
        people.submit(watch)
        visits: Any = [people.submit(visit) for _ in range(VISITORS)]
        yield outcome
        end.set()
        outcome["tiles"] = tally(status for one in visits for status in one.result())
        outcome["connections"] = used[0]


@contextmanager
def photographed(site: Any) -> Iterator[dict[str, Any]]:
    from PIL import Image

    from tests.attack.visitors import send_report

    drawn, outcome = io.BytesIO(), {}
    Image.effect_noise((4032, 3024), 50).convert("RGB").save(drawn, "JPEG", quality=80)
    with ThreadPoolExecutor(PHOTOS) as people:
        sent = [people.submit(attempt, send_report, site, 50 + n, drawn.getvalue()) for n in range(PHOTOS)]
        yield outcome
        outcome["reports"] = tally(one.result() for one in sent)


def attempt(ask: Callable[..., Any], *args: Any, **more: Any) -> Any:
    try:
        return ask(*args, **more)[0]
    except OSError as error:
        return type(error).__name__


def tally(statuses: Any) -> dict[Any, int]:
    counted: dict[Any, int] = {}
    for status in statuses:
        counted[status] = counted.get(status, 0) + 1
    return counted


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main(sys.argv[1:])
