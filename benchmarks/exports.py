"""Speed and memory of streamed exports and published files, against a floor.

    script/benchmark exports 10000 1000000

The floor of a stream is JSON text that the database builds of the same columns: COPY on PostgreSQL, rows of
json_object on SQLite. That of a published file is reading it. The last column
compares cameras a second. Targets: half the floor, the
first byte within 0.2 s, memory that grows by less than 32 MB, ten times a DRF ModelSerializer.
"""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import django

CHUNK = 256 * 1024
DRF_ROWS = 20_000  # of more it takes gigabytes


def main(sizes: list[int]) -> None:
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from benchmarks.tiles import fill

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    for _ in response_chunks("/api/v1"):
        pass  # warm up: imports are not measured
    for size in sizes:
        fill(size)
        show(size)


def show(size: int) -> None:
    from django.db import connection

    from cameras.publishing.export import DOWNLOADS

    print(f"\n{size:,} cameras, {connection.vendor}\n")
    print("| what | s | MB/s | first byte, ms | memory, MB more | x floor |\n|---|---|---|---|---|---|")
    floor = Measure.of(lines_of_the_database())
    floor.show("floor: lines of the database", 1.0)
    streams = {name: f"/data/export?format={name}" for name in DOWNLOADS}
    streams["geojson, ownership=public&shape=dome"] = "/data/export?ownership=public&shape=dome"
    for name, url in streams.items():
        measure = Measure.of(response_chunks(url))
        measure.show(name, floor.seconds / measure.seconds if "&" not in name else None)
    rows = min(size, DRF_ROWS)
    drf = Measure.of(serialized(rows))
    drf.show(f"DRF ModelSerializer, {rows:,} rows", floor.seconds / size / (drf.seconds / rows))
    show_published()


def show_published() -> None:
    from cameras.publishing.snapshots.publish import publish

    snapshot = publish()
    path = snapshot.folder / "cameras.geojson"
    cat = Measure.of(file_chunks(path))
    cat.show("floor: reading the published file", 1.0)
    measure = Measure.of(response_chunks(f"/data/snapshots/{snapshot.name}/cameras.geojson"))
    measure.show("the published file, sent", cat.seconds / measure.seconds)


class Measure:
    """Time, bytes and peak memory of consuming an iterator."""

    def __init__(self) -> None:
        self.seconds, self.first, self.bytes, self.grown = 0.0, 0.0, 0, 0.0

    @classmethod
    def of(cls, chunks: Iterable[bytes]) -> "Measure":
        self, before, start = cls(), resident(), time.perf_counter()
        for chunk in chunks:
            self.first = self.first or time.perf_counter() - start
            self.bytes += len(chunk)
            self.grown = max(self.grown, resident() - before)
        self.seconds = time.perf_counter() - start
        return self

    def show(self, name: str, ratio: float | None) -> None:
        shown = "" if ratio is None else f"{ratio:.2f}"
        speed, first = self.bytes / self.seconds / 1e6, self.first * 1000
        print(f"| {name} | {self.seconds:.2f} | {speed:,.0f} | {first:.0f} | {self.grown:.0f} | {shown} |")


def resident() -> float:
    """Resident memory of the process in megabytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


@cache
def application() -> Any:
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def response_chunks(url: str) -> Iterator[bytes]:
    """Body of a response, as a WSGI server iterates it."""
    path, _mark, query = url.partition("?")
    environ = {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "127.0.0.1"}
    setup_testing_defaults(environ)
    statuses: list[str] = []
    body = application()(environ, lambda status, pairs, _info=None: statuses.append(status))
    if not statuses[0].startswith("200"):
        raise RuntimeError(f"{url}: {statuses[0]}")
    yield from body
    body.close()


def file_chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def lines_of_the_database() -> Iterator[bytes]:
    from django.db import connection

    from cameras.models import Camera
    from cameras.publishing.geojson import PROPERTIES

    computed = {
        "changed_on": "changed_at",
        "dataset": "dataset__slug",
        "licence": "dataset__licence",
        "attribution": "dataset__attribution",
    }
    columns = ["id", "longitude", "latitude", *(computed.get(name, name) for name in PROPERTIES)]
    query = Camera.objects.published().order_by("pk").values(*columns).query
    sql, parameters = query.sql_with_params()
    build: dict[str, Callable[[str, tuple[object, ...], list[str]], Iterator[bytes]]] = {
        "postgresql": _copied,
        "sqlite": _selected,
    }
    yield from build[connection.vendor](sql, parameters, columns)


def _copied(sql: str, parameters: tuple[object, ...], _columns: list[str]) -> Iterator[bytes]:
    from django.db import connection

    with connection.cursor() as cursor:
        statement = f"COPY (SELECT row_to_json(camera_rows) FROM ({sql}) AS camera_rows) TO STDOUT"
        with cursor.copy(statement, parameters) as lines:
            for line in lines:
                yield bytes(line)


def _selected(sql: str, parameters: tuple[object, ...], columns: list[str]) -> Iterator[bytes]:
    from django.db import connection

    fields = ", ".join(f"'{name}', camera_rows.\"{name}\"" for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT json_object({fields}) FROM ({sql}) AS camera_rows", parameters)
        while rows := cursor.fetchmany(1000):
            yield "\n".join(row[0] for row in rows).encode()


def serialized(rows: int) -> Iterator[bytes]:
    from rest_framework.renderers import JSONRenderer

    from benchmarks.urls import PlainCamera
    from cameras.models import Camera

    cameras = Camera.objects.published().order_by("pk")[:rows]
    yield JSONRenderer().render(PlainCamera(cameras, many=True).data)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main([int(text) for text in sys.argv[1:]] or [10_000])
