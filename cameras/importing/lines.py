"""One JSON object a line, OSM elements or GeoJSON features, however long the file: a line at a time."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path

import orjson

from cameras.importing import Reading, Rows
from cameras.importing.geojson import read_feature, require_properties
from cameras.importing.overpass import read_object
from cameras.record import Refused

# Before every record in a GeoJSON text sequence (RFC 8142).
RECORD = b"\x1e"


_HEAD = 64 * 1024


def read(path: Path, reading: Reading) -> Rows:
    """Read the lines; with a map they are all seen once before the first row is given."""
    reading.count_rows = lambda: sum(1 for _ in _lines(path))
    if reading.columns or reading.id_column:
        require_properties(reading, map(_parsed, _lines(path)))
    return _rows(path, reading)


def _rows(path: Path, reading: Reading) -> Rows:
    for number, line in enumerate(_lines(path), start=1):
        if line.isspace():
            continue
        where = f"line {number}"
        value = _parsed(line)
        if value is None:
            yield where, Refused("bad_element", "The line is not complete JSON.")
            continue
        if isinstance(value, dict) and value.get("type") == "Feature":
            yield read_feature(reading, where, value)
        else:
            yield read_object(reading, where, value)


def _parsed(line: bytes) -> object:
    """The value of a line, None when it is no JSON (or null, which is no camera either)."""
    try:
        return orjson.loads(line.removeprefix(BOM_UTF8).lstrip(RECORD))
    except orjson.JSONDecodeError:
        return None


def first_line(head: bytes) -> bytes:
    """The first line of a file's start, whichever end it has: JSON holds no bare CR."""
    return head.lstrip(RECORD).splitlines()[0]


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        head = file.read(_HEAD)
        file.seek(0)
        if b"\r" not in head or b"\n" in head:
            yield from file
            return
    with path.open(encoding="utf-8", errors="surrogateescape", newline="\r") as text:
        yield from (line.encode(errors="surrogateescape") for line in text)
