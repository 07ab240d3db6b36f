"""One JSON object a line, or one after another: OSM elements, GeoJSON features, flat objects."""

import json
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path

import orjson

from cameras.importing import Reading, Rows
from cameras.importing.documents import items
from cameras.importing.values import read_value, require_map
from cameras.osm.record import Refused

# Before every record in a GeoJSON text sequence (RFC 8142).
RECORD = b"\x1e"
_HEAD = 64 * 1024
_PIECE = 1 << 20
_BEYOND = 1 << 53  # from here on a float does not hold each whole number


def read(path: Path, reading: Reading) -> Rows:
    """Read the lines, or the records of a sequence; with a map all are seen once before the first row."""
    reading.count_rows = lambda: sum(1 for _ in _texts(path))
    if reading.has_map:
        require_map(reading, map(_parsed, _texts(path)), "The file")
    return _rows(path, reading)


def read_values(path: Path, reading: Reading, count: int) -> Rows:
    """Read objects that stand one after another, each over several lines."""
    reading.count_rows = lambda: count
    if reading.has_map:
        require_map(reading, items(path, ""), "The file")
    return (read_value(reading, f"object {n}", value) for n, value in enumerate(items(path, ""), start=1))


def is_sequence(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(_HEAD).removeprefix(BOM_UTF8).lstrip().startswith(RECORD)


def _rows(path: Path, reading: Reading) -> Rows:
    for number, text in enumerate(_texts(path), start=1):
        if text.isspace():
            continue
        where = f"line {number}"
        value = _parsed(text)
        if value is None:
            yield where, Refused("bad_element", "The line is not complete JSON.")
        else:
            yield read_value(reading, where, value)


def _parsed(text: bytes) -> object:
    """The value of a line, None when it is no JSON (or null, which is no camera either)."""
    text = text.removeprefix(BOM_UTF8).lstrip(RECORD)
    try:
        value = orjson.loads(text)
        if isinstance(value, dict) and _is_inexact(value.get("id")):
            return json.loads(text)  # slower, but with every digit
    except ValueError:
        return None
    return value


def _is_inexact(number: object) -> bool:
    return isinstance(number, float) and abs(number) >= _BEYOND


def first_line(head: bytes) -> bytes:
    """The first line of a file's start, whichever end it has: JSON holds no bare CR."""
    return head.lstrip(RECORD).splitlines()[0]


def _texts(path: Path) -> Iterator[bytes]:
    return _records(path) if is_sequence(path) else _lines(path)


def _records(path: Path) -> Iterator[bytes]:
    """The records of a sequence, of one line or several."""
    rest = b""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            *whole, rest = (rest + piece).split(RECORD)
            yield from (one for one in whole if one.strip() not in (b"", BOM_UTF8))
    if rest.strip():
        yield rest


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        head = file.read(_HEAD)
        file.seek(0)
        if b"\r" not in head or b"\n" in head:
            yield from file
            return
    with path.open(encoding="utf-8", errors="surrogateescape", newline="\r") as text:
        yield from (line.encode(errors="surrogateescape") for line in text)
