"""Tile and distance arithmetic: WGS 84 degrees in, metres out, no database and no Django.

Every camera carries a *tile key*: the Morton code of its Web Mercator column and row at zoom 31.
A slippy tile of any zoom is then one contiguous range of keys, so a plain B-tree finds it.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

# Edge of the Web Mercator square; cameras nearer to a pole are clamped to it, for tiles only.
MAX_LATITUDE = 85.0511287798066
EARTH_RADIUS = 6_371_008.8  # metres, the mean one (IUGG)

# 31 bits a side make 62-bit keys: the most that fits a signed bigint, cells of about 2 cm at the equator.
KEY_ZOOM = 31
_SIDE = 1 << KEY_ZOOM
# Rounding in the last place must not push a point out of the box drawn around it: about 0.1 mm.
_MARGIN = 1e-9

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[+-]?(?:nan|inf|infinity)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bbox:
    """A box in degrees; one that crosses the antimeridian has west > east."""

    west: float
    south: float
    east: float
    north: float

    @property
    def crosses_antimeridian(self) -> bool:
        return self.west > self.east

    @property
    def centre(self) -> tuple[float, float]:
        """Latitude and longitude of the middle, degrees."""
        lon = self.west + ((self.east - self.west) % 360 or 360) / 2
        return (self.south + self.north) / 2, (lon + 180) % 360 - 180

    def contains(self, lat: float, lon: float) -> bool:
        """Whether a point (degrees) lies inside; the edges belong to the box."""
        if not self.south <= lat <= self.north:
            return False
        if self.crosses_antimeridian:
            return lon >= self.west or lon <= self.east
        return self.west <= lon <= self.east

    @classmethod
    def around(cls, lat: float, lon: float, metres: float) -> "Bbox":
        """Return the smallest box (degrees) that contains every point within `metres` of a point."""
        angle = metres / EARTH_RADIUS
        south = lat - math.degrees(angle) - _MARGIN
        north = lat + math.degrees(angle) + _MARGIN
        if south <= -90 or north >= 90:
            # A circle around a pole has every longitude.
            return cls(-180.0, max(south, -90.0), 180.0, min(north, 90.0))
        # The circle touches its outermost meridians away from its own parallel: asin, not a mere 1 / cos.
        spread = math.degrees(math.asin(min(1.0, math.sin(angle) / math.cos(math.radians(lat))))) + _MARGIN
        west, east = lon - spread, lon + spread
        return cls(west + 360 if west < -180 else west, south, east - 360 if east > 180 else east, north)


def distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance in metres between two points in degrees (haversine)."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half = (
        math.sin((phi2 - phi1) / 2) ** 2
        + math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(min(1.0, half)))


def _column(lon: float) -> int:
    """Return the column at zoom 31; longitude 180 belongs to the last one."""
    return min(_SIDE - 1, max(0, math.floor((lon + 180.0) / 360.0 * _SIDE)))


def _row(lat: float) -> int:
    """Return the row at zoom 31, counted from the north; latitudes beyond the square are clamped."""
    lat = min(MAX_LATITUDE, max(-MAX_LATITUDE, lat))
    sine = math.sin(math.radians(lat))
    fraction = 0.5 - math.log((1.0 + sine) / (1.0 - sine)) / (4.0 * math.pi)
    return min(_SIDE - 1, max(0, math.floor(fraction * _SIDE)))


def _spread(value: int) -> int:
    """Put a zero bit before each of the low 32 bits of a number."""
    value = (value | value << 16) & 0x0000FFFF0000FFFF
    value = (value | value << 8) & 0x00FF00FF00FF00FF
    value = (value | value << 4) & 0x0F0F0F0F0F0F0F0F
    value = (value | value << 2) & 0x3333333333333333
    return (value | value << 1) & 0x5555555555555555


def morton(x: int, y: int) -> int:
    """Interleave a column into the even bits and a row into the odd bits (bit 0 is the lowest)."""
    return _spread(x) | _spread(y) << 1


def tile_key(lat: float, lon: float) -> int:
    """Return the 62-bit key of a point in degrees: x in the even bits, y in the odd bits, zoom 31."""
    return morton(_column(lon), _row(lat))


def _gather(value: int) -> int:
    """Keep every second bit, the lowest first: the inverse of _spread."""
    value &= 0x5555555555555555
    value = (value | value >> 1) & 0x3333333333333333
    value = (value | value >> 2) & 0x0F0F0F0F0F0F0F0F
    value = (value | value >> 4) & 0x00FF00FF00FF00FF
    value = (value | value >> 8) & 0x0000FFFF0000FFFF
    return (value | value >> 16) & 0x00000000FFFFFFFF


def square_of(key: int) -> tuple[int, int]:
    """Return the column and the row (zoom 31) of a key."""
    return _gather(key), _gather(key >> 1)


def tile_of(z: int, lat: float, lon: float) -> tuple[int, int]:
    """Return (x, y) of the slippy tile of zoom `z` that contains a point in degrees."""
    shift = KEY_ZOOM - z
    return _column(lon) >> shift, _row(lat) >> shift


def tile_box(z: int, x: int, y: int) -> Bbox:
    """Return the box of a slippy tile; the outermost rows extend to the poles, consistent with tile_of."""
    west, east = (column * 360.0 / (1 << z) - 180.0 for column in (x, x + 1))
    north, south = (
        math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / (1 << z))))) for row in (y, y + 1)
    )
    return Bbox(west, -90.0 if y + 1 == 1 << z else south, east, 90.0 if y == 0 else north)


def tile_range(z: int, x: int, y: int) -> tuple[int, int]:
    """Return the half-open range [lo, hi) of the keys inside a slippy tile, zoom 0 to 31."""
    if not 0 <= z <= KEY_ZOOM:
        raise ValueError(f"There is no zoom {z}: zooms go from 0 to {KEY_ZOOM}.")
    if not (0 <= x < 1 << z and 0 <= y < 1 << z):
        raise ValueError(f"There is no tile {z}/{x}/{y}: at zoom {z} x and y go from 0 to {(1 << z) - 1}.")
    shift = 2 * (KEY_ZOOM - z)
    prefix = morton(x, y)
    return prefix << shift, (prefix + 1) << shift


def in_tile(z: int, x: int, y: int, lat: float, lon: float, extent: int = 4096) -> tuple[int, int]:
    """Return the position of a point inside a tile, 0 to extent - 1 from its north-west corner.

    A point outside the tile is put on the nearest edge.
    """
    return square_in_tile(z, x, y, _column(lon), _row(lat), extent)


# Twelve bits of a key are six of its column and six of its row.
_HALVES = [square_of(half) for half in range(1 << 12)]


def key_in_tile(z: int, key: int) -> tuple[int, int]:
    """Return the position of a key in its own tile, 0 to 4095: same as in_tile, four times as fast."""
    shift = 2 * (KEY_ZOOM - z - 12)
    low = (key >> shift if shift >= 0 else key << -shift) & 0xFFFFFF
    (left, top), (right, bottom) = _HALVES[low >> 12], _HALVES[low & 0xFFF]
    return left << 6 | right, top << 6 | bottom


def square_in_tile(z: int, x: int, y: int, column: int, row: int, extent: int = 4096) -> tuple[int, int]:
    """Return the position of a column and a row of zoom 31 inside a tile."""
    shift = KEY_ZOOM - z
    px = ((column - (x << shift)) * extent) >> shift
    py = ((row - (y << shift)) * extent) >> shift
    return min(extent - 1, max(0, px)), min(extent - 1, max(0, py))


def cover(bbox: Bbox, most: int = 8) -> list[tuple[int, int]]:
    """Return at most `most` sorted key ranges [lo, hi) that together cover every point of a box.

    They are the tiles of the deepest zoom that needs no more ranges once neighbours are joined. A few
    points just outside the box have keys inside the ranges, so the caller still compares degrees.
    """
    top, bottom = _row(bbox.north), _row(bbox.south)
    west, east = _column(bbox.west), _column(bbox.east)
    spans = [(west, _SIDE - 1), (0, east)] if bbox.crosses_antimeridian else [(west, east)]
    for z in range(KEY_ZOOM, 0, -1):
        shift = KEY_ZOOM - z
        rows = range(top >> shift, (bottom >> shift) + 1)
        columns = [range(start >> shift, (end >> shift) + 1) for start, end in spans]
        # Merging makes one range of a few tiles, seldom of more than this; it also bounds the work per zoom.
        if sum(map(len, columns)) * len(rows) > 8 * most:
            continue
        ranges = merge_ranges(tile_range(z, x, y) for span in columns for x in span for y in rows)
        if len(ranges) <= most:
            return ranges
    return [tile_range(0, 0, 0)]


def merge_ranges(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sort key ranges and merge those that touch or overlap."""
    merged: list[tuple[int, int]] = []
    for lo, hi in sorted(ranges):
        if merged and lo <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(hi, merged[-1][1]))
        else:
            merged.append((lo, hi))
    return merged


@dataclass(frozen=True, slots=True)
class Frame:
    """A box on the Web Mercator square, by the columns and rows of zoom 31 that contain its sides.

    Strictly between them is inside for certain, beyond them outside; on them the caller compares degrees.
    """

    left: int
    top: int
    right: int
    bottom: int

    def holds(self, z: int, cell: int) -> bool:
        """Whether a tile, by its Morton number at zoom `z`, certainly lies inside."""
        left, top, right, bottom = _sides(z, cell)
        return self.left < left and right < self.right and self.top < top and bottom < self.bottom

    def touches(self, z: int, cell: int) -> bool:
        """Whether any part of a tile may lie inside."""
        left, top, right, bottom = _sides(z, cell)
        return left <= self.right and self.left <= right and top <= self.bottom and self.top <= bottom

    def cells(self, z: int) -> tuple[range, range]:
        """Return the columns and the rows of the tiles of zoom `z` that touch the box."""
        shift, last = KEY_ZOOM - z, (1 << z) - 1
        columns = range(max(0, self.left >> shift), min(last, self.right >> shift) + 1)
        return columns, range(max(0, self.top >> shift), min(last, self.bottom >> shift) + 1)


def frames(bbox: Bbox) -> list[Frame]:
    """Return the frame of a box, or the two of one that crosses the antimeridian.

    A side at the edge of the world lies outside the square: no comparison is needed there.
    """
    top = -1 if bbox.north >= 90 else _row(bbox.north)
    bottom = _SIDE if bbox.south <= -90 else _row(bbox.south)
    left = -1 if bbox.west <= -180 else _column(bbox.west)
    right = _SIDE if bbox.east >= 180 else _column(bbox.east)
    if bbox.crosses_antimeridian:
        return [Frame(left, top, _SIDE, bottom), Frame(-1, top, right, bottom)]
    return [Frame(left, top, right, bottom)]


def _sides(z: int, cell: int) -> tuple[int, int, int, int]:
    """The first and the last column and row of zoom 31 in a tile: left, top, right, bottom."""
    shift = KEY_ZOOM - z
    x, y = square_of(cell)
    return x << shift, y << shift, (x + 1 << shift) - 1, (y + 1 << shift) - 1


def parse_bbox(text: str) -> Bbox:
    """Parse `west,south,east,north`, or six numbers with heights third and sixth, in degrees.

    Raises ValueError with a message for people.
    """
    parts = [part.strip() for part in text.split(",")]
    if len(parts) not in (4, 6):
        raise ValueError(
            "A bounding box has 4 numbers (west,south,east,north) or 6 (with heights); "
            f"this one has {len(parts)}."
        )
    numbers = [_number(part) for part in parts]
    west, south = numbers[:2]
    east, north = numbers[2:] if len(numbers) == 4 else numbers[3:5]
    for name, value, limit in (
        ("west", west, 180),
        ("south", south, 90),
        ("east", east, 180),
        ("north", north, 90),
    ):
        if abs(value) > limit:
            raise ValueError(
                f"The {name} edge must lie between -{limit} and {limit} degrees, not at {value:g}."
            )
    if south > north:
        raise ValueError(f"The south edge ({south:g}) lies north of the north edge ({north:g}).")
    return Bbox(west, south, east, north)


def _number(part: str) -> float:
    """Parse one ASCII decimal number; float() alone would accept other digits, underscores and NaN."""
    if _NOT_FINITE.fullmatch(part):
        raise ValueError(f"A bounding box needs finite numbers, not \u201c{part}\u201d.")
    if not _NUMBER.fullmatch(part):
        raise ValueError(f"\u201c{part[:40]}\u201d is not a decimal number.")
    value = float(part)
    if not math.isfinite(value):
        raise ValueError(f"\u201c{part[:40]}\u201d is too large a number.")
    return value
