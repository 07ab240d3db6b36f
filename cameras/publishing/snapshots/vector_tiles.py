"""PMTiles of the cameras, for maps without a server. Needs pmtiles and mapbox-vector-tile.

Zoom 14 holds each camera. Below it a tile is cut into 32 x 32 cells: `n`, `public`, `private` of each; a
camera that is alone in its cell keeps its own properties.
"""

import gzip
from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import mapbox_vector_tile
import numpy as np
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer as Archive
from shapely import Point

from cameras.geo import KEY_ZOOM, square_in_tile, square_of, tile_key
from cameras.publishing.geojson import Feature

DEEPEST = 14
CELL_BITS = 5  # 32 cells a side
SHOWN = ("ownership", "device", "shape", "operator", "direction")
OPTIONS = {"y_coord_down": True, "extents": 4096}
HEADER = {
    "tile_type": TileType.MVT,
    "tile_compression": Compression.GZIP,
    "min_zoom": 0,
    "max_zoom": DEEPEST,
    "center_zoom": 2,
    "min_lon_e7": -1_800_000_000,
    "min_lat_e7": -850_511_287,
    "max_lon_e7": 1_800_000_000,
    "max_lat_e7": 850_511_287,
    "center_lon_e7": 0,
    "center_lat_e7": 0,
}
COUNTED = dict.fromkeys(("n", "public", "private"), "Number")
ABOUT = {
    "name": "cameras",
    "type": "overlay",
    "vector_layers": [
        {"id": "cameras", "fields": {"id": "Number", **dict.fromkeys(SHOWN, "String"), **COUNTED}}
    ],
}

Member = tuple[int, int, int]  # tile key, id, number of its properties


class PMTilesWriter:
    """Keeps 20 bytes a camera until the end: tiles are in another order than ids."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.keys, self.ids, self.kinds = array("q"), array("q"), array("l")
        self.known: dict[tuple[Any, ...], int] = {}

    def add(self, features: Sequence[Feature]) -> None:
        for one in features:
            lon, lat = one["geometry"]["coordinates"]
            kind = tuple(one["properties"][name] for name in SHOWN)
            self.keys.append(tile_key(lat, lon))
            self.ids.append(one["id"])
            self.kinds.append(self.known.setdefault(kind, len(self.known)))

    def close(self) -> None:
        order = np.lexsort((np.asarray(self.ids), np.asarray(self.keys)))
        cameras = Sorted(*(np.asarray(column)[order] for column in (self.keys, self.ids, self.kinds)))
        kinds = [dict(zip(SHOWN, kind, strict=True)) for kind in self.known]
        with self.path.open("wb") as handle:
            archive = Archive(handle)  # type: ignore[no-untyped-call]
            for zoom in range(DEEPEST + 1):
                for number, x, y, members in _tiles(zoom, cameras):
                    data = gzip.compress(_encode(zoom, x, y, members, kinds), 6, mtime=0)
                    archive.write_tile(number, data)  # type: ignore[no-untyped-call]
            if not self.ids:  # an archive needs a tile
                archive.write_tile(0, gzip.compress(b"", 6, mtime=0))  # type: ignore[no-untyped-call]
            archive.finalize(HEADER, ABOUT)  # type: ignore[no-untyped-call]


class Sorted(NamedTuple):
    """Columns by (key, id)."""

    keys: Any
    ids: Any
    kinds: Any

    def part(self, start: int, end: int) -> list[Member]:
        return list(zip(*(column[start:end].tolist() for column in self), strict=True))


def _tiles(zoom: int, cameras: Sorted) -> Iterator[tuple[int, int, int, list[Member]]]:
    """Number, x, y and cameras of each tile that holds any, in the order of the archive."""
    squares, starts = np.unique(cameras.keys >> 2 * (KEY_ZOOM - zoom), return_index=True)
    ends = [*starts[1:].tolist(), len(cameras.keys)][: len(squares)]  # none of none
    tiles = []
    for square, start, end in zip(squares.tolist(), starts.tolist(), ends, strict=True):
        x, y = square_of(square)
        tiles.append((zxy_to_tileid(zoom, x, y), x, y, start, end))
    for number, x, y, start, end in sorted(tiles):
        yield number, x, y, cameras.part(start, end)


def _encode(z: int, x: int, y: int, members: list[Member], kinds: list[dict[str, Any]]) -> bytes:
    if z == DEEPEST:
        features = [_camera(z, x, y, one, kinds) for one in members]
    else:
        shift = 2 * (KEY_ZOOM - z - CELL_BITS)
        cells = (list(inside) for _cell, inside in groupby(members, key=lambda one: one[0] >> shift))
        features = [
            _camera(z, x, y, alike[0], kinds) if len(alike) == 1 else _cell(z, x, y, alike, kinds)
            for alike in cells
        ]
    layer = {"name": "cameras", "features": features}
    return bytes(mapbox_vector_tile.encode(layer, default_options=OPTIONS))


def _camera(z: int, x: int, y: int, one: Member, kinds: list[dict[str, Any]]) -> dict[str, Any]:
    key, camera_id, kind = one
    place = square_in_tile(z, x, y, *square_of(key))
    return {"id": camera_id, "geometry": Point(place), "properties": {"id": camera_id, **kinds[kind]}}


def _cell(z: int, x: int, y: int, members: list[Member], kinds: list[dict[str, Any]]) -> dict[str, Any]:
    """The cameras of a cell, at their mean position."""
    squares = [square_of(key) for key, *_ in members]
    column, row = (sum(values) // len(members) for values in zip(*squares, strict=True))
    owners = [kinds[kind]["ownership"] for *_, kind in members]
    counts = {"n": len(members), "public": owners.count("public"), "private": owners.count("private")}
    return {"geometry": Point(square_in_tile(z, x, y, column, row)), "properties": counts}
