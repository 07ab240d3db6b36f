"""Write a snapshot and put it in its place at once."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils import timezone

from cameras.models import Camera
from cameras.publishing.export import sources
from cameras.publishing.formats import CSV, GEOJSON, LINES, Format, Sources
from cameras.publishing.geojson import Feature, walk
from cameras.publishing.snapshots import store
from cameras.publishing.snapshots.frozen import frozen_registry
from cameras.publishing.snapshots.manifest import describe
from cameras.publishing.snapshots.store import MANIFEST, Snapshot
from cameras.publishing.snapshots.writers import PlainWriter, Writer, pack

PLAIN: tuple[Format, ...] = (GEOJSON, LINES, CSV)
PACKED = ("geojson", "geojsonl")  # also as .gz


def publish() -> Snapshot | None:
    """Publish what the registry says now; None when the newest snapshot says the same."""
    with frozen_registry() as seq:
        newest = store.latest()
        if newest and newest.seq == seq:
            return None
        at = timezone.now()
        name = f"{at.date().isoformat()}-{seq}"
        with working_folder() as folder:
            both = (walk(cameras) for cameras in (Camera.objects.published(), Camera.objects.removed()))
            n, files = write(folder, sources(), *both)
            finish(folder, describe(name, seq, n, files, at))
            os.rename(folder, store.folder() / name)
    return store.find(name)


def write(
    folder: Path,
    origin: Sources,
    published: Iterable[Sequence[Feature]],
    removed: Iterable[Sequence[Feature]],
) -> tuple[int, list[Path]]:
    """Every file but the manifest; returns how many cameras are published and the files, in their order."""
    n, files = _fill(_writers(folder, "cameras", origin) + optional_writers(folder), published)
    _none, gone = _fill(_writers(folder, "removed", origin), removed)
    packed = [pack(path) for path in chain(files, gone) if path.suffix[1:] in PACKED]
    return n, sorted([*files, *gone, *packed])


def _writers(folder: Path, stem: str, origin: Sources) -> list[Writer]:
    return [PlainWriter(folder / f"{stem}.{form.name}", form, origin) for form in PLAIN]


def optional_writers(folder: Path) -> list[Writer]:
    """GeoParquet, FlatGeobuf and PMTiles, as far as requirements-formats.txt is installed."""
    writers: list[Writer] = []
    try:
        from cameras.publishing.snapshots.columnar import FlatGeobufWriter, ParquetWriter

        writers += [ParquetWriter(folder / "cameras.parquet"), FlatGeobufWriter(folder / "cameras.fgb")]
    except ImportError:
        pass
    try:
        from cameras.publishing.snapshots.vector_tiles import PMTilesWriter

        writers.append(PMTilesWriter(folder / "cameras.pmtiles"))
    except ImportError:
        pass
    return writers


def _fill(writers: list[Writer], batches: Iterable[Sequence[Feature]]) -> tuple[int, list[Path]]:
    n = 0
    for features in batches:
        n += len(features)
        for writer in writers:
            writer.add(features)
    for writer in writers:
        writer.close()
    return n, [writer.path for writer in writers]


@contextmanager
def working_folder() -> Iterator[Path]:
    """A folder beside the snapshots: what is ready there is moved, not copied; what fails leaves nothing."""
    store.folder().mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".new-", dir=store.folder(), ignore_cleanup_errors=True) as name:
        folder = Path(name) / "files"
        folder.mkdir()
        yield folder


def finish(folder: Path, manifest: dict[str, Any]) -> None:
    """The manifest last, and everything on the disk, before the folder gets its name."""
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
    for path in folder.iterdir():
        with path.open("rb") as handle:
            os.fsync(handle.fileno())
