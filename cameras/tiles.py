"""What the map asks: counted cells when cameras are many, points when they are few."""

from hashlib import blake2b
from typing import Any, TypedDict

from django.db.models import Avg, Count, F, Min, Q

from cameras.direction import view_arcs
from cameras.filters import CameraFilter
from cameras.geo import KEY_ZOOM, in_tile, square_in_tile, tile_range
from cameras.models import Camera, CameraQuerySet
from cameras.pyramid import Cell, Row, cells, read

FORMAT = 1  # of the JSON; part of the ETag
MAX_ZOOM = 22
POINTS_FROM_ZOOM = 14
CELL_BITS = 4  # a tile holds 4 x 4 cells: two bits of the key for x, two for y


class Tile(TypedDict):
    """c: clusters, p: single cameras. One letter each: a map view fetches some thirty tiles."""

    c: list[list[int]]
    p: list[list[Any]]


class NoSuchTile(ValueError):
    """Numbers that no tile has."""


def tile(z: int, x: int, y: int, wanted: CameraFilter, rows: list[Row]) -> Tile:
    """`c`: clusters [x, y, cameras, public, private]; `p`: cameras [id, x, y, ownership, shape, arcs].

    x and y are 0 to 4095 inside the tile, y downwards; arcs are [start, end] in degrees clockwise from north.
    `rows` are the tile's rows of the pyramid.
    """
    if z < POINTS_FROM_ZOOM and not wanted.beyond_the_pyramid:
        return _counted(z, x, y, cells(z, rows, wanted))
    low, high = tile_range(z, x, y)
    cameras = wanted.apply(Camera.objects.filter(tile__gte=low, tile__lt=high))
    return _points(cameras, z, x, y) if z >= POINTS_FROM_ZOOM else _cells(cameras, z, x, y)


def rows_of(z: int, x: int, y: int) -> list[Row]:
    """The tile's rows of the pyramid. Raises NoSuchTile."""
    if not (0 <= z <= MAX_ZOOM and 0 <= x < 2**z and 0 <= y < 2**z):
        raise NoSuchTile(f"there is no tile {z}/{x}/{y}: z is 0 to {MAX_ZOOM}, x and y are 0 to 2^z - 1")
    return read(z, x, y)


def version(rows: list[Row], wanted: CameraFilter) -> str:
    """Another text whenever the tile may be another; no camera is read for it."""
    mark = blake2b(repr((FORMAT, wanted)).encode(), digest_size=6).hexdigest()
    return f"{max((row[-1] for row in rows), default=0):x}-{mark}"


def _counted(z: int, x: int, y: int, found: list[Cell]) -> Tile:
    """From the pyramid: a cell with one camera keeps that camera's own symbol."""
    tile: Tile = {"c": [], "p": []}
    for cell in found:
        place = square_in_tile(z, x, y, cell.x // cell.n, cell.y // cell.n)
        if cell.n == 1:
            tile["p"].append([cell.ids, *place, cell.ownership, Camera.Shape.UNKNOWN, []])
        else:
            tile["c"].append([*place, cell.n, cell.public, cell.private])
    return tile


def _points(cameras: CameraQuerySet, z: int, x: int, y: int) -> Tile:
    rows = cameras.order_by("pk").values_list(
        "id", "latitude", "longitude", "ownership", "shape", "direction", "angle"
    )
    points = [
        [pk, *in_tile(z, x, y, lat, lon), ownership, shape, view_arcs(direction, angle, shape)]
        for pk, lat, lon, ownership, shape, direction, angle in rows
    ]
    return {"c": [], "p": points}


def _cells(cameras: CameraQuerySet, z: int, x: int, y: int) -> Tile:
    """The same cells for filters that the pyramid does not know, grouped from the cameras themselves."""
    public, private = Q(ownership=Camera.Ownership.PUBLIC), Q(ownership=Camera.Ownership.PRIVATE)
    cells = (
        cameras.annotate(cell=F("tile").bitrightshift(2 * (KEY_ZOOM - z) - CELL_BITS))
        .values("cell")
        .annotate(
            n=Count("id"),
            lat=Avg("latitude"),
            lon=Avg("longitude"),
            public=Count("id", filter=public),
            private=Count("id", filter=private),
            first=Min("id"),
            ownership=Min("ownership"),
        )
        .order_by("cell")
    )
    found: Tile = {"c": [], "p": []}
    for cell in cells:
        place = in_tile(z, x, y, cell["lat"], cell["lon"])
        if cell["n"] == 1:
            found["p"].append([cell["first"], *place, cell["ownership"], Camera.Shape.UNKNOWN, []])
        else:
            found["c"].append([*place, cell["n"], cell["public"], cell["private"]])
    return found
