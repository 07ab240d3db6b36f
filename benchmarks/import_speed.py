"""Speed and memory of importing a large file, against a floor in the same run.

    script/benchmark import 10000 100000 1000000
    script/benchmark import cameras.ndjson

A file has one element a line; when a manifest lies beside it (cameras.ndjson.manifest.json), its damaged
rows are compared with those that were refused or repaired. The floor is what no importer can do without:
every line parsed as JSON, and the bare rows loaded into the table of cameras with its indexes, without
revisions, feed and counts. `read` is the importer's own reader, its records written by nobody.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import django
import orjson

BATCH = 2500
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def main(arguments: list[str]) -> None:
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print("| rows | parse | load | floor | read | import | x floor | x (read + load) | peak memory |")
    print("|---|---|---|---|---|---|---|---|---|")
    for argument in arguments:
        path = synthetic(int(argument)) if argument.isdigit() else Path(argument)
        show(path)
    compare(path)


def synthetic(size: int) -> Path:
    """File of synthetic cameras."""
    from benchmarks.synthetic import elements

    path = Path(os.environ["DATA_DIR"]) / f"{size}.ndjson"
    with path.open("wb") as file:
        for element in elements(size):
            file.write(orjson.dumps(element) + b"\n")
    return path


def show(path: Path) -> None:
    from django.core.management import call_command

    parse = seconds(lambda: [None for line in path.open("rb") if not orjson.loads(line)])
    call_command("flush", interactive=False, verbosity=0)
    loaded = load_bare(path)
    call_command("flush", interactive=False, verbosity=0)
    read = seconds(lambda: [None for _ in records(path) if not _])
    whole, memory = import_it(path)
    floor = parse + loaded
    rows = report_of(path)["read"]
    print(
        f"| {rows:,} | {parse:.1f} s | {loaded:.1f} s | {floor:.1f} s | {read:.1f} s | {whole:.1f} s "
        f"| {whole / floor:.1f} | {whole / (read + loaded):.1f} | {memory} MB |",
        flush=True,
    )


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def records(path: Path) -> Iterator[Any]:
    from cameras.importing import Reading, lines
    from cameras.osm.record import CameraRecord

    return (row for _, row in lines.read(path, Reading()) if isinstance(row, CameraRecord))


def load_bare(path: Path) -> float:
    """Seconds that the database takes to load the bare rows, without the time to build them."""
    from cameras.models import Dataset

    dataset = Dataset.objects.create(slug="bare", title="Bare", licence="ODbL-1.0")
    rows = enumerate(records(path), start=1)
    elapsed = 0.0
    while batch := [bare(number, record, dataset.pk) for number, record in islice(rows, BATCH)]:
        elapsed += seconds(partial(load, batch))
    return elapsed


def bare(number: int, record: Any, dataset: int) -> list[object]:
    from cameras.geo import tile_key
    from cameras.importing.statements import values_of
    from cameras.models import Camera
    from web.bulk_insert import columns_of

    values = {**values_of(record), "pk": number, "external_ref": f"bare:{number}", "dataset_id": dataset}
    values["tile"] = tile_key(record.latitude, record.longitude)
    camera = Camera(**values, created_at=NOW, changed_at=NOW)
    return [getattr(camera, name) for name in columns_of(Camera)]


def load(rows: list[list[object]]) -> None:
    from django.db import transaction

    from cameras.models import Camera
    from web.bulk_insert import insert

    with transaction.atomic():
        insert(Camera, rows)


def import_it(path: Path) -> tuple[float, int]:
    """Seconds and megabytes of `manage.py import_cameras`, as a process of its own."""
    command = [
        sys.executable, "manage.py", "import_cameras", str(path), "--dataset", "benchmark",
        "--licence", "ODbL-1.0", "--attribution", "nobody", "--report", str(report_path(path)),
    ]  # fmt: skip
    start = time.perf_counter()
    child = os.posix_spawn(
        command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                                                       (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)],
    )  # fmt: skip
    _pid, status, usage = os.wait4(child, 0)
    if status:
        raise SystemExit(f"import_cameras failed with {os.waitstatus_to_exitcode(status)}")
    kilobytes = usage.ru_maxrss if sys.platform != "darwin" else usage.ru_maxrss // 1024
    return time.perf_counter() - start, kilobytes // 1024


def report_path(path: Path) -> Path:
    return Path(os.environ["DATA_DIR"]) / f"{path.name}.report.json"


def report_of(path: Path) -> dict[str, Any]:
    return json.loads(report_path(path).read_text())


def compare(path: Path) -> None:
    """Print every kind of damaged row announced by the manifest beside the count of the import."""
    manifest = path.with_name(f"{path.name}.manifest.json")
    dirty = json.loads(manifest.read_text())["dirty"] if manifest.exists() else {}
    report = report_of(path)
    refused = report["refused_by_reason"]
    for kind, announced in dirty.items():
        counted = sum(refused.get(reason, 0) for reason in REASONS[kind]) + report["repaired"].get(kind, 0)
        print(f"{kind}: announced {announced}, counted {counted}")


REASONS = {
    "lat_out_of_range": ("latitude_out_of_range", "swapped"),
    "lon_out_of_range": ("longitude_out_of_range",),
    "missing_lat": ("no_position",),
    "null_island": ("null_island",),
    "decimal_comma": (),  # repaired
    "not_a_number": ("not_a_number",),
    "repeated_id": ("repeated_id",),
    "no_tags": ("not_a_camera",),
}


if __name__ == "__main__":
    main(sys.argv[1:])
