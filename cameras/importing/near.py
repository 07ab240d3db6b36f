"""Cameras that may be one: near ones of different datasets, repeats within one. Found for moderators, never
merged here.

A file that was geocoded to the centre of its town has thousands of cameras at one point: what stands at one
point is compared as one, so that the work grows with the cameras and not with their pairs.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Count, Max, Min

from cameras.geo import KEY_ZOOM, distance, tile_of, tile_range
from cameras.models import Camera, CameraQuerySet, CameraRevision, Dataset, ImportRun
from web import key_ranges

NEAR = 10.0  # metres
LISTED = 10  # pairs, or cameras, that are told of one place; the rest is counted
_LOOKED_AT = 200  # other points around one; a thousand points within 10 m are not all compared
_CHUNK = 500
_EQUATOR = 40_075_016.0  # metres

_COLUMNS = "id, latitude, longitude, device, dataset_id"
_ALIKE = ("dataset_id", "latitude", "longitude", "device", "shape", "direction", "operator")
Row = tuple[int, float, float, str, int]
Key = tuple[float, float, str, int]  # latitude, longitude, device, dataset


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cameras and the metres between them; `first` is the one that was asked for."""

    first: int
    second: int
    metres: float


@dataclass(slots=True)
class Point:
    """The cameras of one dataset and device at one point."""

    latitude: float
    longitude: float
    device: str
    dataset_id: int
    ids: list[int] = field(default_factory=list)
    n: int = 0

    @property
    def key(self) -> Key:
        return self.latitude, self.longitude, self.device, self.dataset_id


@dataclass(frozen=True, slots=True)
class Place:
    """A point with near ones of other datasets: some of the pairs, and how many there are (at least)."""

    pairs: tuple[Pair, ...]
    n: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """Cameras of one dataset that differ in nothing but their id: the first of them, and how many."""

    dataset: str
    ids: tuple[int, ...]
    n: int
    latitude: float
    longitude: float


def places_of_run(run: ImportRun) -> Iterator[Place]:
    """Where the cameras that the run made have near ones in other datasets."""
    others = Dataset.objects.exclude(pk=run.dataset_id)
    if not any(Camera.objects.filter(dataset=other).exists() for other in others):
        return
    search = _Search()
    for batch in run.batches.order_by("pk"):
        made = {"revisions__seq__range": (batch.first_seq, batch.last_seq), "revisions__version": 1}
        yield from search.places(Camera.objects.published().filter(**made))


def places(cameras: CameraQuerySet, *, once: bool = False, only_osm: bool = False) -> Iterator[Place]:
    """Where these cameras have near ones in other datasets, or of OpenStreetMap among them; `once`: each pair
    from one of its sides only."""
    return _Search(once, only_osm).places(cameras)


def repeats(dataset: Dataset | None = None, *, since: int = 0) -> Iterator[Repeat]:
    """Published cameras that are alike, in one dataset or each; `since`: the youngest has this id or more."""
    cameras = Camera.objects.published()
    if dataset:
        cameras = cameras.filter(dataset=dataset)
    groups = cameras.values(*_ALIKE, "dataset__slug").annotate(n=Count("pk"), last=Max("pk"), first=Min("pk"))
    for group in groups.filter(n__gt=1, last__gte=since).order_by("first").iterator():
        alike = Camera.objects.published().filter(**{name: group[name] for name in _ALIKE})
        ids = tuple(alike.order_by("pk").values_list("pk", flat=True)[:LISTED])
        where = group["latitude"], group["longitude"]
        yield Repeat(group["dataset__slug"], ids, group["n"], *where)


def repeats_of_run(run: ImportRun) -> Iterator[Repeat]:
    """Those among which the run made a camera: ids rise, so the youngest is one of its own."""
    made = CameraRevision.objects.filter(version=1)
    for batch in run.batches.order_by("pk"):
        in_batch = made.filter(seq__range=(batch.first_seq, batch.last_seq)).order_by("seq")
        first = in_batch.values_list("camera_id", flat=True).first()
        if first:
            return repeats(run.dataset, since=first)
    return iter(())


class _Search:
    """One walk over cameras; it remembers the crowded points that it has told."""

    def __init__(self, once: bool = False, only_osm: bool = False) -> None:
        self.once, self.only_osm = once, only_osm
        self._told: set[Key] = set()

    def places(self, cameras: CameraQuerySet) -> Iterator[Place]:
        last = 0
        rows = cameras.values_list(*_COLUMNS.split(", "))
        while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:_CHUNK]):
            last = chunk[-1][0]
            asked = [one for one in _points(chunk).values() if one.key not in self._told]
            cells = {one.key: _cells(one.latitude, one.longitude) for one in asked}
            found = self._within({cell for needed in cells.values() for cell in needed})
            for point in asked:
                if place := self._place(point, [found[cell] for cell in cells[point.key]]):
                    yield place

    def _within(self, wanted: set[key_ranges.KeyRange]) -> dict[key_ranges.KeyRange, dict[Key, Point]]:
        """The points of published cameras by key range."""
        columns = ", ".join(f"matches.{name}" for name in _COLUMNS.split(", "))
        source = key_ranges.source(Camera._meta.db_table, "tile")
        of_osm = " AND substr(matches.external_ref, 1, 4) = 'osm:'" if self.only_osm else ""
        found: dict[key_ranges.KeyRange, list[Row]] = defaultdict(list)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT ranges.low, ranges.high, {columns} {source} AND matches.status = 'active'{of_osm} "
                "ORDER BY matches.id",
                [key_ranges.as_json(sorted(wanted))],
            )
            for low, high, *row in cursor:
                found[low, high].append((row[0], row[1], row[2], row[3], row[4]))
        return defaultdict(dict, {cell: _points(rows) for cell, rows in found.items()})

    def _place(self, point: Point, cells: list[dict[Key, Point]]) -> Place | None:
        whole = next((cell[point.key] for cell in cells if point.key in cell), point)
        if whole.n > LISTED:  # a crowd is told once, whichever of it is met first
            self._told.add(point.key)
            point = whole
        pairs: list[Pair] = []
        count = 0
        for other, metres in self._near(point, whole.ids[0], cells):
            count += point.n * other.n
            wanted = LISTED - len(pairs)
            both = ((one, two) for one in point.ids for two in other.ids)
            pairs += [Pair(*ids, round(metres, 1)) for ids, _ in zip(both, range(wanted), strict=False)]
        return Place(tuple(pairs), count) if pairs else None

    def _near(self, point: Point, first: int, cells: list[dict[Key, Point]]) -> Iterator[tuple[Point, float]]:
        looked_at = 0
        for other in (one for cell in cells for one in cell.values()):
            if other.dataset_id == point.dataset_id or not _compatible(point.device, other.device):
                continue
            if self.once and other.ids[0] < first:
                continue  # told from the other side
            metres = distance(point.latitude, point.longitude, other.latitude, other.longitude)
            if metres <= NEAR:
                yield other, metres
                looked_at += 1
                if looked_at == _LOOKED_AT:
                    return


def _points(rows: Iterable[Row]) -> dict[Key, Point]:
    points: dict[Key, Point] = {}
    for camera_id, lat, lon, device, dataset_id in rows:
        point = Point(lat, lon, device, dataset_id)
        point = points.setdefault(point.key, point)
        point.n += 1
        if len(point.ids) < LISTED:
            point.ids.append(camera_id)
    return points


def _cells(lat: float, lon: float) -> set[key_ranges.KeyRange]:
    """The two by two squares of the map, each wider than the circle, in which all of it lies."""
    width = _EQUATOR * math.cos(math.radians(lat))
    zoom = max(0, min(KEY_ZOOM - 1, math.floor(math.log2(max(1.0, width / (2.1 * NEAR))))))
    # Of the squares one zoom deeper the point lies in one half: the nearer neighbour is on that side.
    x, y = tile_of(zoom + 1, lat, lon)
    columns = {(x // 2 + side) % (1 << zoom) for side in (0, 1 if x % 2 else -1)}
    rows = {y // 2 + side for side in (0, 1 if y % 2 else -1)}
    return {tile_range(zoom, one, row) for one in columns for row in rows if 0 <= row < 1 << zoom}


def _compatible(device: str, other: str) -> bool:
    """Mappers who did not know call a plate reader a camera; a microphone is none of the two."""
    vague = {Camera.Device.CAMERA, Camera.Device.PLATE_READER}
    return device == other or Camera.Device.OTHER in (device, other) or {device, other} <= vague
