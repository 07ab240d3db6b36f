"""The camera nearest to a place: for a map that shows none."""

import math
from dataclasses import replace
from typing import NamedTuple

from cameras.filters import CameraFilter
from cameras.geo import EARTH_RADIUS, Bbox, distance
from cameras.models import Camera
from cameras.registry import tile_counts

FIRST_REACH = 1000  # metres
FARTHEST = math.pi * EARTH_RADIUS  # metres: the other side of the world
FEW = 1000  # cameras that are sorted by distance
STEPS = 8  # halvings of the reach, at most


class Nearest(NamedTuple):
    """`lat`, `lon` in degrees, `metres` from the place asked for."""

    id: int
    lat: float
    lon: float
    metres: int


def nearest(camera_filter: CameraFilter, lat: float, lon: float) -> Nearest | None:
    """The nearest of these cameras, wherever it is; None when there is none."""
    reach = _reach(camera_filter, lat, lon)
    if reach is None:
        return None
    # a camera in a corner of the box around may be farther than one beside the box
    box = Bbox.around(lat, lon, min(reach * math.sqrt(2), FARTHEST))
    cameras = replace(camera_filter, bbox=box).apply(Camera.objects.all()).nearest_first(lat, lon)
    row = cameras.values_list("pk", "latitude", "longitude").first()
    return Nearest(*row, round(distance(lat, lon, *row[1:]))) if row else None


def _reach(camera_filter: CameraFilter, lat: float, lon: float) -> float | None:
    """Metres within which there is a camera and, if possible, not many."""

    def count(metres: float) -> int:
        box = Bbox.around(lat, lon, metres)
        return sum(tile_counts.count(replace(camera_filter, bbox=box)).values())

    none, reach = 0.0, float(FIRST_REACH)
    while not count(reach):
        if reach >= FARTHEST:
            return None
        none, reach = reach, min(2 * reach, FARTHEST)
    for _ in range(STEPS):
        if count(reach) <= FEW:
            break
        middle = (none + reach) / 2
        none, reach = (none, middle) if count(middle) else (middle, reach)
    return reach
