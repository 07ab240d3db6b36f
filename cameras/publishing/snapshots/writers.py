"""One writer for each file of a snapshot. All of them take the same lists of features, in one pass.

The same features give the same bytes: no time, no name of a machine and no order of threads gets into a file.
"""

import gzip
import shutil
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, Protocol

from cameras.publishing.formats import Format, Sources
from cameras.publishing.geojson import Feature

POINT = struct.Struct("<BIdd")  # WKB: little-endian, point, longitude, latitude


class Writer(Protocol):
    """`add` takes the next features by id; after `close` the file at `path` is whole."""

    path: Path

    def add(self, features: Sequence[Feature]) -> None: ...

    def close(self) -> None: ...


class PlainWriter:
    """GeoJSON, lines, CSV; with `packed` also as .gz beside it."""

    def __init__(self, path: Path, form: Format, sources: Sources) -> None:
        self.path, self.form = path, form
        self.handle: IO[bytes] = path.open("wb")
        self.handle.write(form.head(sources))
        self.first = True

    def add(self, features: Sequence[Feature]) -> None:
        self.handle.write(self.form.body(features, self.first))
        self.first = False

    def close(self) -> None:
        self.handle.write(self.form.tail)
        self.handle.close()


def pack(path: Path) -> Path:
    """The file in gzip, beside it. Without name and time, so that the same file gives the same bytes."""
    packed = path.with_name(f"{path.name}.gz")
    with (
        path.open("rb") as plain,
        packed.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=raw, mtime=0) as target,
    ):
        shutil.copyfileobj(plain, target, 1 << 20)
    return packed


def wkb(feature: Feature) -> bytes:
    return POINT.pack(1, 1, *feature["geometry"]["coordinates"])


def properties(features: Sequence[Feature], name: str) -> list[Any]:
    return [one["properties"][name] for one in features]
