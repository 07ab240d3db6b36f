"""The area a street map covers, in degrees."""

import argparse
import math
from collections.abc import Iterator
from typing import NamedTuple


class Box(NamedTuple):
    west: float
    south: float
    east: float
    north: float

    def contains(self, lon: float, lat: float, margin: float = 0) -> bool:
        inside_lon = self.west - margin < lon < self.east + margin
        return inside_lon and self.south - margin < lat < self.north + margin

    def header(self) -> dict[str, int]:
        """The extent fields of a PMTiles header."""
        west, south, east, north = (round(degrees * 1e7) for degrees in self)
        return {
            "min_lon_e7": west,
            "min_lat_e7": south,
            "max_lon_e7": east,
            "max_lat_e7": north,
            "center_lon_e7": (west + east) // 2,
            "center_lat_e7": (south + north) // 2,
        }

    def tiles(self, zoom: int) -> Iterator[tuple[int, int]]:
        """Column and row of every tile that touches the box."""
        n = 2**zoom
        first, last = (min(n - 1, int((lon / 360 + 0.5) * n)) for lon in (self.west, self.east))
        top, bottom = (
            int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * n)
            for lat in (self.north, self.south)
        )
        for x in range(first, last + 1):
            for y in range(top, bottom + 1):
                yield x, y


def parse_box(text: str) -> Box:
    """Parse `W,S,E,N` in degrees, as given on the command line."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not W,S,E,N in degrees") from None
    if not (-180 <= west < east <= 180 and -85 <= south < north <= 85):
        raise argparse.ArgumentTypeError(f"{text!r} is not a box: west < east and south < north, in degrees")
    return Box(west, south, east, north)
