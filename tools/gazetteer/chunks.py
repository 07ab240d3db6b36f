"""Cut the sorted names to files that a browser can take one of."""

import gzip
import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

LARGEST = 40_000  # bytes of a packed file
WORTHWHILE = 20_000  # bytes: smaller neighbours share a file


class Row(NamedTuple):
    """One name of a place: its key, the name, the place's own name where that is another, ISO 3166 country
    (with the state in the USA), latitude and longitude in thousandths of a degree, and `size`, eight times
    the decimal logarithm of the inhabitants."""

    key: str
    name: str
    own: str
    country: str
    lat: int
    lon: int
    size: int


class Chunk(NamedTuple):
    """The packed rows whose keys begin with `start`, or come after it and before the next one."""

    start: str
    data: bytes

    @property
    def file(self) -> str:
        return file_name(self.start)


def file_name(start: str) -> str:
    """The letters themselves, or the numbers of those outside of ASCII. With a dash: Windows has names such
    as "con" and "aux" for itself."""
    letters = start if start.isascii() else "-".join(f"u{ord(sign):x}" for sign in start)
    return f"{letters}-"


def pack(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)  # mtime=0: two runs give equal files


def pack_rows(rows: Sequence[Row]) -> bytes:
    return pack([row[1:] for row in rows])  # the browser makes the keys again, from the names


def chunks(rows: Sequence[Row]) -> Iterator[Chunk]:
    """Files in the order of their keys; `rows` are sorted. Names with the same first two letters (one, in
    other scripts) lie in one file, unless it would pass LARGEST."""
    start, waiting = "", list[Row]()
    for prefix, group in _groups(rows):
        together = [*waiting, *group]
        if waiting and len(pack_rows(together)) > WORTHWHILE:
            yield Chunk(start, pack_rows(waiting))
            waiting = []
        start, waiting = (start, together) if waiting else (prefix, group)
    if waiting:
        yield Chunk(start, pack_rows(waiting))


def _groups(rows: Sequence[Row], length: int = 0) -> Iterator[tuple[str, list[Row]]]:
    """Rows by their first letters, as few as keep a group small enough. `length`: 0 for the beginning."""
    for prefix, alike in groupby(rows, lambda row: row.key[: length or 1 + row.key[0].isascii()]):
        group = list(alike)
        deeper = len(prefix) + 1
        if len(pack_rows(group)) > LARGEST and any(row.key[:deeper] != prefix for row in group):
            yield from _groups(group, deeper)
        else:
            yield prefix, group
