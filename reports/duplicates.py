"""Is it on the map already?"""

from collections.abc import Collection
from dataclasses import dataclass

from cameras.geo import Bbox, distance
from cameras.models import Camera

NEAR = 25.0  # metres: the error of a phone between houses
NEAR_SAME_OPERATOR = 75.0  # metres: the same operator's camera, placed from memory


@dataclass(frozen=True)
class Neighbour:
    """A published camera near a place, and how far it is, in metres."""

    camera: Camera
    distance: float
    is_candidate: bool


class PossibleDuplicates(Exception):
    """Cameras stand where another one is to be put, and nobody has said that it is another."""

    def __init__(self, found: list[Neighbour]) -> None:
        super().__init__("possible duplicates")
        self.found = found


def neighbours(lat: float, lon: float, *, operator: str = "") -> list[Neighbour]:
    """Published cameras within 75 m, nearest first; candidates are those that may be the same camera."""
    around = Camera.objects.published().in_bbox(Bbox.around(lat, lon, NEAR_SAME_OPERATOR))
    found = []
    for camera in around.select_related("dataset"):
        metres = distance(lat, lon, camera.latitude, camera.longitude)
        if metres <= NEAR_SAME_OPERATOR:
            same = bool(operator) and operator.casefold() == camera.operator.casefold()
            found.append(Neighbour(camera, metres, is_candidate=metres <= NEAR or same))
    return sorted(found, key=lambda one: one.distance)


def candidates(lat: float, lon: float, *, operator: str = "") -> list[Neighbour]:
    return [one for one in neighbours(lat, lon, operator=operator) if one.is_candidate]


def refuse_duplicates(lat: float, lon: float, *, operator: str, acknowledged: Collection[int]) -> None:
    """Raises PossibleDuplicates unless every candidate was acknowledged as another camera."""
    found = candidates(lat, lon, operator=operator)
    if {one.camera.pk for one in found} - set(acknowledged):
        raise PossibleDuplicates(found)
