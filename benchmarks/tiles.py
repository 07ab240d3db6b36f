"""How fast tiles, pages and unchanged tiles are answered, against an empty view in the same run.

    script/benchmark tiles 10000 100000 1000000

Requests go through the whole stack (WSGI, middleware, view, database) of one process, without a network: an
empty view costs least, so the ratio to it is the share of its speed that an answer reaches. Tiles are those
round the cameras drawn, so crowded places are asked for as often as people look at them.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from wsgiref.util import setup_testing_defaults

import django

Ask = Callable[[str, dict[str, str]], tuple[str, dict[str, str]]]

ROUNDS = 3
SECONDS = 0.4  # a measure: long enough for hundreds of requests


def main(sizes: list[int]) -> None:
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ROOT_URLCONF = "benchmarks.urls"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    for size in sizes:
        fill(size)
        show(size, *measure())


def fill(size: int) -> None:
    """Bring the registry to `size` cameras through the importer; it starts where an earlier size ended."""
    from benchmarks.synthetic import elements
    from cameras.importing.writer import write
    from cameras.models import Camera, Dataset
    from cameras.osm.tags import read_element

    there = Camera.objects.count()
    dataset, _created = Dataset.objects.get_or_create(slug="synthetic", title="Synthetic", licence="ODbL-1.0")
    rows = (
        (str(one["id"]), read_element("node", one["id"], one["lat"], one["lon"], one["tags"]))
        for one in elements(size)
        if int(str(one["id"])) > there
    )
    write(rows, dataset)


def addresses(ask: Ask) -> dict[str, list[tuple[str, dict[str, str]]]]:
    """What to ask for, by what is measured; each with its headers."""
    from cameras.geo import tile_of
    from cameras.models import Camera

    rng = random.Random(2)
    newest = Camera.objects.latest("pk").pk
    places = list(
        Camera.objects.filter(pk__in=[rng.randint(1, newest) for _ in range(200)]).values_list(
            "latitude", "longitude"
        )
    )
    found: dict[str, list[tuple[str, dict[str, str]]]] = {"empty view": [("/benchmark/empty", {})]}
    for z in (0, 3, 6, 9, 12, 13, 14, 16, 18):
        urls = sorted({"/tiles/{}/{}/{}.json".format(z, *tile_of(z, lat, lon)) for lat, lon in places})
        found[f"tile z{z}"] = [(url, {}) for url in urls]
    tags = [(url, ask(url, {})[1]["ETag"]) for url, _headers in found["tile z9"][:50]]
    found["unchanged tile (304)"] = [(url, {"HTTP_IF_NONE_MATCH": tag}) for url, tag in tags]
    found["tile z6, shape=dome"] = [(f"{url}?shape=dome", {}) for url, _headers in found["tile z6"]]
    found["items, 1,000, first page"] = [("/api/v1/collections/cameras/items?limit=1000", {})]
    found["items, 1,000, last page"] = [(last_page(), {})]
    return found


def last_page(limit: int = 1000) -> str:
    from cameras.api.paging import Cursor
    from cameras.filters import CameraFilter
    from cameras.models import Camera

    newest = Camera.objects.latest("pk").pk
    cursor = Cursor(newest - limit - 1, Camera.objects.count()).write(CameraFilter())
    return f"/api/v1/collections/cameras/items?limit={limit}&cursor={cursor}"


def measure(
    asked: Callable[[Ask], dict[str, list[tuple[str, dict[str, str]]]]] = addresses,
) -> tuple[dict[str, float], dict[str, float]]:
    """Requests a second of each, the median of the rounds, and the milliseconds that 99 of 100 stay below;
    they take turns, so noise meets all."""
    ask = asker()
    wanted = asked(ask)
    rates: dict[str, list[float]] = {name: [] for name in wanted}
    times: dict[str, list[float]] = {name: [] for name in wanted}
    for _ in range(ROUNDS):
        for name, urls in wanted.items():
            rates[name].append(rate(ask, urls, times[name]))
    return (
        {name: statistics.median(found) for name, found in rates.items()},
        {name: statistics.quantiles(found, n=100)[-1] * 1000 for name, found in times.items()},
    )


def asker() -> Ask:
    """Call the WSGI application as a server does; returns the status and the headers."""
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()

    def ask(url: str, headers: dict[str, str]) -> tuple[str, dict[str, str]]:
        path, _mark, query = url.partition("?")
        environ = {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "127.0.0.1", **headers}
        setup_testing_defaults(environ)
        answer: list[tuple[str, dict[str, str]]] = []
        body = application(environ, lambda status, pairs, _info=None: answer.append((status, dict(pairs))))
        b"".join(body)
        body.close()
        return answer[0]

    return ask


def rate(ask: Ask, urls: list[tuple[str, dict[str, str]]], times: list[float]) -> float:
    """Requests a second; the seconds of each are added to `times`."""
    done, start = 0, time.perf_counter()
    now = start
    while now - start < SECONDS:
        url, headers = urls[done % len(urls)]
        ask(url, headers)
        before, now = now, time.perf_counter()
        times.append(now - before)
        done += 1
    return done / (now - start)


def show(size: int, rates: dict[str, float], slow: dict[str, float] | None = None) -> None:
    from django.db import connection

    empty = rates["empty view"]
    print(f"\n{size:,} cameras, {connection.vendor}\n")
    print("| what | requests a second | of the empty view | 99 of 100 below |\n|---|---|---|---|")
    for name, found in rates.items():
        most = f"{slow[name]:.1f} ms" if slow else ""
        print(f"| {name} | {found:,.0f} | {found / empty:.2f} | {most} |")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main([int(text) for text in sys.argv[1:]] or [10_000])
