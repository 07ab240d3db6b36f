"""Map tiles: clusters at low zooms, single cameras at high zooms."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, TypedDict

import orjson
from django.db import connection
from django.db.models import Avg, Count, F, Min, Q, Value
from django.utils.http import quote_etag

from cameras.filters import CameraFilter
from cameras.geo import KEY_ZOOM, in_tile, key_in_tile, square_in_tile, tile_range
from cameras.map.tile_cache import CachedTile, tile_cache
from cameras.models import Camera, CameraQuerySet, RegistryClock
from cameras.osm.direction import view_arcs
from cameras.registry.tile_counts import PyramidRow, TileCell, cell_of, cells, read_rows

FORMAT = 2  # of the JSON; part of the ETag
MAX_ZOOM = 22
POINTS_FROM_ZOOM = 14
CELL_BITS = 4  # a tile holds 4 x 4 cells: two bits of the key for x, two for y


class Tile(TypedDict):
    """c: clusters, p: single cameras. One letter, because a map view fetches some thirty tiles."""

    c: list[list[int]]
    p: list[list[Any]]


class NoSuchTile(ValueError):
    """Tile coordinates out of range."""


def tile(z: int, x: int, y: int, camera_filter: CameraFilter, rows: list[PyramidRow]) -> Tile:
    """`c`: clusters [x, y, cameras, public, private]; `p`: cameras [id, x, y, ownership, shape, arcs],
    and the device where it is no camera.

    x and y are 0 to 4095 inside the tile, y downwards; arcs are [start, end] in degrees clockwise from north.
    `rows` are the tile's rows of the pyramid.
    """
    if z < POINTS_FROM_ZOOM and not camera_filter.bypasses_pyramid:
        return _from_pyramid(z, x, y, cells(z, rows, camera_filter))
    if z < POINTS_FROM_ZOOM:
        return _from_cameras(camera_filter, z, x, y, sorted({cell_of(z, row) for row in rows}))
    low, high = tile_range(z, x, y)
    return _single_cameras(camera_filter.apply(Camera.objects.filter(tile__gte=low, tile__lt=high)), z, x, y)


def etag_and_body(z: int, x: int, y: int, camera_filter: CameraFilter) -> tuple[str, Callable[[], bytes]]:
    """ETag of a tile and a function that returns its JSON, cached or rendered. Raises NoSuchTile."""
    _require_tile(z, x, y)
    key, seq = (z, x, y, camera_filter), RegistryClock.now()
    cached = tile_cache.get(key)
    if cached and cached.seq == seq:
        return cached.etag, lambda: cached.body
    rows = read_rows(z, x, y)
    etag = quote_etag(tile_version(rows, camera_filter))
    if cached and cached.etag == etag:
        cached.seq = seq
        return etag, lambda: cached.body
    return etag, lambda: tile_cache.put(
        key, CachedTile(seq, etag, orjson.dumps(tile(z, x, y, camera_filter, rows)))
    )


def _require_tile(z: int, x: int, y: int) -> None:
    if not (0 <= z <= MAX_ZOOM and 0 <= x < 2**z and 0 <= y < 2**z):
        raise NoSuchTile(f"there is no tile {z}/{x}/{y}: z is 0 to {MAX_ZOOM}, x and y are 0 to 2^z - 1")


def tile_version(rows: list[PyramidRow], camera_filter: CameraFilter) -> str:
    """Version of a tile, which changes whenever the tile may change; reads no camera."""
    fingerprint = blake2b(repr((FORMAT, camera_filter)).encode(), digest_size=6).hexdigest()
    return f"{max((row[-1] for row in rows), default=0):x}-{fingerprint}"


def _from_pyramid(z: int, x: int, y: int, cells: list[TileCell]) -> Tile:
    """Tile from the pyramid: a cell with one camera keeps that camera's symbol."""
    tile: Tile = {"c": [], "p": []}
    for cell in cells:
        position = square_in_tile(z, x, y, cell.x // cell.n, cell.y // cell.n)
        if cell.n == 1:
            tile["p"].append([cell.ids, *position, cell.ownership, Camera.Shape.UNKNOWN, []])
        else:
            tile["c"].append([*position, cell.n, cell.public, cell.private])
    return tile


def _single_cameras(cameras: CameraQuerySet, z: int, x: int, y: int) -> Tile:
    rows = cameras.order_by("pk").values_list(
        "id", "tile", "ownership", "shape", "direction", "angle", "device"
    )
    points = [
        [pk, *key_in_tile(z, key), ownership, shape, _arcs(direction, angle, shape), *_device(device)]
        for pk, key, ownership, shape, direction, angle, device in rows
    ]
    return {"c": [], "p": points}


def _device(device: str) -> list[str]:
    return [] if device == Camera.Device.CAMERA else [device]


# A few thousand distinct directions recur.
_arcs = lru_cache(8192)(view_arcs)


def _from_cameras(camera_filter: CameraFilter, z: int, x: int, y: int, cells: Sequence[int]) -> Tile:
    """Tile for filters that the pyramid does not support, counted from the cameras.

    Each cell is one range of the index. A GROUP BY would sort what it counts: 1.1 s instead of 0.45 for
    most of a million cameras on SQLite.
    """
    tile: Tile = {"c": [], "p": []}
    for n, lat, lon, public, private, first, ownership in _aggregated(camera_filter, z, cells):
        if n > 1:
            tile["c"].append([*in_tile(z, x, y, lat, lon), n, public, private])
        elif n:
            position = in_tile(z, x, y, lat, lon)
            tile["p"].append([first, *position, ownership, Camera.Shape.UNKNOWN, []])
    return tile


AGGREGATES = {
    "n": Count("id"),
    "lat": Avg("latitude"),
    "lon": Avg("longitude"),
    "public": Count("id", filter=Q(ownership=Camera.Ownership.PUBLIC)),
    "private": Count("id", filter=Q(ownership=Camera.Ownership.PRIVATE)),
    "first": Min("id"),
    "by": Min("ownership"),
}


def _aggregated(camera_filter: CameraFilter, z: int, cells: Sequence[int]) -> list[tuple[Any, ...]]:
    """A row of AGGREGATES for each cell, in one query built from a single part: the ORM takes a millisecond
    for each part of a UNION."""
    if not cells:
        return []
    shift = 2 * (KEY_ZOOM - z) - CELL_BITS
    if camera_filter.area:  # every part would read all cameras of the area
        in_range = Camera.objects.filter(tile__gte=cells[0] << shift, tile__lt=cells[-1] + 1 << shift)
        grouped = camera_filter.apply(in_range).order_by().values(cell=F("tile").bitrightshift(shift))
        return list(grouped.annotate(**AGGREGATES).values_list(*AGGREGATES))
    part = camera_filter.apply(Camera.objects.filter(tile__gte=0, tile__lt=0)).order_by()
    sql, params = part.values(one=Value(1)).annotate(**AGGREGATES).values(*AGGREGATES).query.sql_with_params()
    owners, where = params[:2], params[4:]  # between them are the two bounds of the cell
    ranges = [(cell << shift, cell + 1 << shift) for cell in cells]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join([sql] * len(ranges)),
            [value for ends in ranges for value in (*owners, *ends, *where)],
        )
        return list(cursor.fetchall())
