"""Duplicate detection: cameras near a position."""

from collections.abc import Collection
from dataclasses import dataclass

from cameras.geo import Bbox, distance
from cameras.models import Camera

NEAR = 25.0  # metres: GPS error of a phone between houses
NEAR_ALIKE = 75.0  # metres: the same operator's camera, or the same rare device, placed from memory


@dataclass(frozen=True)
class Neighbour:
    """A camera near a position, and its distance in metres."""

    camera: Camera
    distance: float
    is_candidate: bool


class PossibleDuplicates(Exception):
    """Candidates exist at the position that were not acknowledged as other cameras."""

    def __init__(self, candidates: list[Neighbour]) -> None:
        super().__init__("possible duplicates")
        self.candidates = candidates


def neighbours(lat: float, lon: float, *, operator: str = "", device: str = "") -> list[Neighbour]:
    """Published cameras within 75 m, nearest first; a candidate may be the same camera."""
    around = Camera.objects.published().in_bbox(Bbox.around(lat, lon, NEAR_ALIKE))
    results = []
    for camera in around.select_related("dataset"):
        metres = distance(lat, lon, camera.latitude, camera.longitude)
        if metres <= NEAR_ALIKE:
            same = _is_alike(camera, operator, device)
            results.append(Neighbour(camera, metres, is_candidate=metres <= NEAR or same))
    return sorted(results, key=lambda one: one.distance)


def _is_alike(camera: Camera, operator: str, device: str) -> bool:
    """Same operator, or same rare device. A plain camera is not rare: half of all cameras in towns stand
    within 75 m of another one."""
    same_operator = bool(operator) and operator.casefold() == camera.operator.casefold()
    return same_operator or (device not in ("", Camera.Device.CAMERA) and device == camera.device)


def removed_near(lat: float, lon: float) -> list[Neighbour]:
    """Removed cameras within 75 m, nearest first: one of them may have been put up again."""
    around = Camera.objects.filter(status=Camera.Status.REMOVED).in_bbox(Bbox.around(lat, lon, NEAR_ALIKE))
    results = [Neighbour(one, distance(lat, lon, one.latitude, one.longitude), False) for one in around]
    return sorted((one for one in results if one.distance <= NEAR_ALIKE), key=lambda one: one.distance)


def candidates(lat: float, lon: float, *, operator: str = "", device: str = "") -> list[Neighbour]:
    return [one for one in neighbours(lat, lon, operator=operator, device=device) if one.is_candidate]


def refuse_duplicates(
    lat: float, lon: float, *, operator: str, device: str = "", acknowledged: Collection[int]
) -> None:
    """Raises PossibleDuplicates unless every candidate was acknowledged as another camera."""
    duplicates = candidates(lat, lon, operator=operator, device=device)
    if {one.camera.pk for one in duplicates} - set(acknowledged):
        raise PossibleDuplicates(duplicates)
