"""Cut a town out of a large street map (PMTiles) on the web, reading only the bytes it needs.

python -m tools.basemap.cut https://build.protomaps.com/YYYYMMDD.pmtiles town.pmtiles --bbox=W,S,E,N
"""

import argparse
import gzip
import json
import sys
import urllib.request
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from http.client import HTTPException
from pathlib import Path
from typing import Any, NamedTuple

from pmtiles.tile import Compression, HeaderDict, deserialize_directory, deserialize_header, zxy_to_tileid
from pmtiles.writer import Writer

from tools.basemap.box import Box, parse_box

HEADER_BYTES = 127
GAP = 64 * 1024  # reading this much too much costs less than one more request


class CannotCut(Exception):
    pass


class Place(NamedTuple):
    """Where the archive keeps a tile, counted from the start of its tile data."""

    tile: int
    offset: int
    length: int


class Remote:
    """A file on the web, read in pieces."""

    def __init__(self, url: str) -> None:
        if not url.startswith(("https://", "http://")):
            raise CannotCut(f"{url} is not a web address")
        self.url, self.requests, self.received = url, 0, 0

    def read(self, offset: int, length: int) -> bytes:
        headers = {"Range": f"bytes={offset}-{offset + length - 1}", "User-Agent": "contrechamp-basemap"}
        request = urllib.request.Request(self.url, headers=headers)  # noqa: S310 - the scheme is checked above
        self.requests += 1
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - as above
                if answer.status != 206:
                    raise CannotCut(f"{self.url} does not answer Range requests (HTTP {answer.status})")
                data: bytes = answer.read()
        except (OSError, HTTPException) as error:
            raise CannotCut(f"{self.url}: {error}") from error
        self.received += len(data)
        return data


def tile_numbers(box: Box, zooms: Iterable[int]) -> list[int]:
    return sorted(zxy_to_tileid(zoom, x, y) for zoom in zooms for x, y in box.tiles(zoom))


def find_tiles(
    remote: Remote, leaves: int, offset: int, length: int, tiles: Sequence[int]
) -> Iterator[Place]:
    """Follow the directory at this offset to those of the (sorted) tiles that the archive has."""
    entries = deserialize_directory(remote.read(offset, length))
    for entry, following in zip(entries, [*entries[1:], None], strict=True):
        end = following.tile_id if following else tiles[-1] + 1
        if entry.run_length:
            end = min(end, entry.tile_id + entry.run_length)
        here = tiles[bisect_left(tiles, entry.tile_id) : bisect_left(tiles, end)]
        if here and entry.run_length:
            yield from (Place(tile, entry.offset, entry.length) for tile in here)
        elif here:
            yield from find_tiles(remote, leaves, leaves + entry.offset, entry.length, here)


def merge_ranges(places: Iterable[Place]) -> list[tuple[int, int]]:
    """Stretches (first byte, end) that hold all the places; near neighbours are fetched together."""
    ranges: list[tuple[int, int]] = []
    for _, offset, length in sorted(places, key=lambda place: place.offset):
        if ranges and offset - ranges[-1][1] < GAP:
            ranges[-1] = (ranges[-1][0], max(ranges[-1][1], offset + length))
        else:
            ranges.append((offset, offset + length))
    return ranges


def open_archive(remote: Remote) -> tuple[HeaderDict, Any]:
    """The header and the metadata."""
    start = remote.read(0, HEADER_BYTES)
    if start[:7] != b"PMTiles":
        raise CannotCut(f"{remote.url} is not a PMTiles file")
    header = deserialize_header(start)
    if header["internal_compression"] != Compression.GZIP:
        raise CannotCut(f"{remote.url} has a compression this tool does not read")
    metadata = remote.read(header["metadata_offset"], header["metadata_length"])
    return header, json.loads(gzip.decompress(metadata))


def cut(remote: Remote, output: Path, box: Box) -> int:
    """Write the tiles that touch the box and return how many there are."""
    header, metadata = open_archive(remote)
    tiles = tile_numbers(box, range(header["min_zoom"], header["max_zoom"] + 1))
    root, leaves = header["root_offset"], header["leaf_directory_offset"]
    places = sorted(find_tiles(remote, leaves, root, header["root_length"], tiles))
    if not places:
        raise CannotCut(f"{remote.url} has no tile in this box")
    stretches = merge_ranges(places)
    starts = [start for start, _ in stretches]
    data = [remote.read(header["tile_data_offset"] + start, end - start) for start, end in stretches]
    with output.open("wb") as file:
        writer = Writer(file)  # type: ignore[no-untyped-call]
        for tile, offset, length in places:
            block = bisect_right(starts, offset) - 1
            first = offset - starts[block]
            writer.write_tile(tile, data[block][first : first + length])  # type: ignore[no-untyped-call]
        writer.finalize({**header, **box.header()}, metadata)  # type: ignore[no-untyped-call]
    return len(places)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="tools.basemap.cut", description=__doc__.partition("\n")[0])
    parser.add_argument("url", help="a PMTiles file on a server that answers Range requests")
    parser.add_argument("output", type=Path, help="the .pmtiles file to write")
    parser.add_argument("--bbox", type=parse_box, required=True, help="W,S,E,N in degrees, joined with =")
    given = parser.parse_args(arguments)
    try:
        remote = Remote(given.url)
        count = cut(remote, given.output, given.bbox)
    except CannotCut as error:
        parser.error(str(error))
    sys.stdout.write(f"{given.output}: {count} tiles, {remote.requests} requests, {remote.received} bytes\n")


if __name__ == "__main__":
    main()
