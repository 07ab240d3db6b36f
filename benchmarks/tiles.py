"""Response times of tiles, pages and unchanged tiles, against an empty view in the same run.

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

Call = Callable[[str, dict[str, str]], tuple[str, dict[str, str]]]

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

    existing = Camera.objects.count()
    dataset, _created = Dataset.objects.get_or_create(slug="synthetic", title="Synthetic", licence="ODbL-1.0")
    rows = (
        (str(one["id"]), read_element("node", one["id"], one["lat"], one["lon"], one["tags"]))
        for one in elements(size)
        if int(str(one["id"])) > existing
    )
    write(rows, dataset)


def addresses(call: Call) -> dict[str, list[tuple[str, dict[str, str]]]]:
    """Requests (URL, headers) by measurement."""
    from cameras.geo import tile_of
    from cameras.models import Camera

    rng = random.Random(2)
    newest = Camera.objects.latest("pk").pk
    places = list(
        Camera.objects.filter(pk__in=[rng.randint(1, newest) for _ in range(200)]).values_list(
            "latitude", "longitude"
        )
    )
    requests: dict[str, list[tuple[str, dict[str, str]]]] = {"empty view": [("/benchmark/empty", {})]}
    for z in (0, 3, 6, 9, 12, 13, 14, 16, 18):
        urls = sorted({"/tiles/{}/{}/{}.json".format(z, *tile_of(z, lat, lon)) for lat, lon in places})
        requests[f"tile z{z}"] = [(url, {}) for url in urls]
    tags = [(url, call(url, {})[1]["ETag"]) for url, _headers in requests["tile z9"][:50]]
    requests["unchanged tile (304)"] = [(url, {"HTTP_IF_NONE_MATCH": tag}) for url, tag in tags]
    requests["tile z6, shape=dome"] = [(f"{url}?shape=dome", {}) for url, _headers in requests["tile z6"]]
    requests["items, 1,000, first page"] = [("/api/v1/collections/cameras/items?limit=1000", {})]
    requests["items, 1,000, last page"] = [(last_page(), {})]
    return requests


def last_page(limit: int = 1000) -> str:
    from cameras.api.paging import Cursor
    from cameras.filters import CameraFilter
    from cameras.models import Camera

    newest = Camera.objects.latest("pk").pk
    cursor = Cursor(newest - limit - 1, Camera.objects.count()).write(CameraFilter())
    return f"/api/v1/collections/cameras/items?limit={limit}&cursor={cursor}"


def measure(
    requests_for: Callable[[Call], dict[str, list[tuple[str, dict[str, str]]]]] = addresses,
) -> tuple[dict[str, float], dict[str, float]]:
    """Requests per second of each, median of the rounds, and the 99th percentile in milliseconds.
    Measurements alternate, so that noise affects all."""
    call = make_caller()
    requests = requests_for(call)
    rates: dict[str, list[float]] = {name: [] for name in requests}
    times: dict[str, list[float]] = {name: [] for name in requests}
    for _ in range(ROUNDS):
        for name, urls in requests.items():
            rates[name].append(rate(call, urls, times[name]))
    return (
        {name: statistics.median(samples) for name, samples in rates.items()},
        {name: statistics.quantiles(samples, n=100)[-1] * 1000 for name, samples in times.items()},
    )


def make_caller() -> Call:
    """Function that calls the WSGI application as a server does; returns status and headers."""
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()

    def call(url: str, headers: dict[str, str]) -> tuple[str, dict[str, str]]:
        path, _mark, query = url.partition("?")
        environ = {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "127.0.0.1", **headers}
        setup_testing_defaults(environ)
        responses: list[tuple[str, dict[str, str]]] = []
        body = application(environ, lambda status, pairs, _info=None: responses.append((status, dict(pairs))))
        b"".join(body)
        body.close()
        return responses[0]

    return call


def rate(call: Call, urls: list[tuple[str, dict[str, str]]], times: list[float]) -> float:
    """Requests a second; the seconds of each are added to `times`."""
    done, start = 0, time.perf_counter()
    now = start
    while now - start < SECONDS:
        url, headers = urls[done % len(urls)]
        call(url, headers)
        before, now = now, time.perf_counter()
        times.append(now - before)
        done += 1
    return done / (now - start)


def show(size: int, rates: dict[str, float], slow: dict[str, float] | None = None) -> None:
    from django.db import connection

    empty = rates["empty view"]
    print(f"\n{size:,} cameras, {connection.vendor}\n")
    print("| what | requests a second | of the empty view | 99 of 100 below |\n|---|---|---|---|")
    for name, value in rates.items():
        limit = f"{slow[name]:.1f} ms" if slow else ""
        print(f"| {name} | {value:,.0f} | {value / empty:.2f} | {limit} |")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main([int(text) for text in sys.argv[1:]] or [10_000])
