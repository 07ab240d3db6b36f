"""Cameras of different datasets that may be one: found for moderators, never merged here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection

from cameras.geo import Bbox, cover, distance
from cameras.models import Camera, CameraQuerySet, Dataset, ImportRun
from web import key_ranges

NEAR = 10.0  # metres
_CHUNK = 500

_COLUMNS = "id, tile, latitude, longitude, device, dataset_id"


@dataclass(frozen=True, slots=True)
class Place:
    """What is compared of a camera."""

    id: int
    tile: int
    latitude: float
    longitude: float
    device: str
    dataset_id: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cameras and the metres between them; `first` is the one that was asked for."""

    first: int
    second: int
    metres: float


def pairs_of_run(run: ImportRun) -> Iterator[Pair]:
    """The cameras that the run made, each with its near ones in other datasets."""
    others = Dataset.objects.exclude(pk=run.dataset_id)
    if not any(Camera.objects.filter(dataset=other).exists() for other in others):
        return
    for batch in run.batches.order_by("pk"):
        made = {"revisions__seq__range": (batch.first_seq, batch.last_seq), "revisions__version": 1}
        yield from pairs_of(Camera.objects.published().filter(**made))


def pairs(cameras: CameraQuerySet) -> Iterator[Pair]:
    """Each pair once, whichever of the two comes first."""
    return (pair for pair in pairs_of(cameras) if pair.first < pair.second)


def pairs_of(cameras: CameraQuerySet) -> Iterator[Pair]:
    last = 0
    rows = cameras.values_list(*_COLUMNS.split(", "))
    while chunk := [Place(*row) for row in rows.filter(pk__gt=last).order_by("pk")[:_CHUNK]]:
        yield from _near(chunk)
        last = chunk[-1].id


def _near(chunk: Sequence[Place]) -> Iterator[Pair]:
    """One query for the neighbourhoods of all, then the exact metres."""
    boxes = [Bbox.around(one.latitude, one.longitude, NEAR) for one in chunk]
    wanted: dict[int, list[key_ranges.KeyRange]] = {
        one.id: cover(box, most=4) for one, box in zip(chunk, boxes, strict=True)
    }
    found = _within([key_range for needed in wanted.values() for key_range in needed])
    for one, box in zip(chunk, boxes, strict=True):
        for other in {place for key_range in wanted[one.id] for place in found[key_range]}:
            if one.dataset_id == other.dataset_id or not _compatible(one.device, other.device):
                continue
            if box.contains(other.latitude, other.longitude):
                metres = distance(one.latitude, one.longitude, other.latitude, other.longitude)
                if metres <= NEAR:
                    yield Pair(one.id, other.id, round(metres, 1))


def _within(wanted: Iterable[key_ranges.KeyRange]) -> dict[key_ranges.KeyRange, list[Place]]:
    """Published cameras by key range."""
    columns = ", ".join(f"matches.{name}" for name in _COLUMNS.split(", "))
    source = key_ranges.source(Camera._meta.db_table, "tile")
    found: dict[key_ranges.KeyRange, list[Place]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT ranges.low, ranges.high, {columns} {source} AND matches.status = 'active'",
            [key_ranges.as_json(wanted)],
        )
        for low, high, *row in cursor:
            found[low, high].append(Place(*row))
    return found


def _compatible(device: str, other: str) -> bool:
    """Mappers who did not know call a plate reader a camera; a microphone is none of the two."""
    vague = {Camera.Device.CAMERA, Camera.Device.PLATE_READER}
    return device == other or Camera.Device.OTHER in (device, other) or {device, other} <= vague
