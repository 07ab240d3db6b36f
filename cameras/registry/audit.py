"""Does everything that is derived agree with the cameras? Reads all of them, in constant memory.

The pyramid and the areas against the cameras, the cameras against their last revision, the feed against
both, the clock against the feed. Each difference is a sentence.
"""

from collections import Counter
from collections.abc import Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, F, Max, QuerySet

from cameras.geo import tile_key
from cameras.models import Camera, CameraArea, CameraRevision, Change, PyramidCell, RegistryClock
from cameras.registry import area_membership
from cameras.registry.recount import BATCH_SIZE, CellRow, expected_cells
from cameras.registry.revisions import snapshot
from cameras.registry.tile_counts import LEVELS


def differences() -> Iterator[str]:
    """Every difference; nothing when all is well."""
    for level in LEVELS:
        yield from _pyramid(level)
    yield from _cameras()
    yield from _areas()
    yield from _history()
    yield from _clock()


def _pyramid(level: int) -> Iterator[str]:
    stored = (
        PyramidCell.objects.filter(level=level)
        .exclude(n=0, x=0, y=0, ids=0)
        .order_by("cell", "ownership", "device")
        .values_list("cell", "ownership", "device", "n", "x", "y", "ids")
    )
    both = merge(stored.iterator(BATCH_SIZE), expected_cells(level))
    wrong = sum(not _agree(list(rows)) for _key, rows in groupby(both, key=itemgetter(0, 1, 2)))
    if wrong:
        yield f"pyramid, level {level}: {wrong} cells differ from the cameras (--repair counts them anew)"


def _agree(rows: list[CellRow]) -> bool:
    """What is stored of a cell and what was counted."""
    return len(rows) == 2 and rows[0] == rows[1]


def _cameras() -> Iterator[str]:
    last = 0
    while batch := list(Camera.objects.after(last)[:BATCH_SIZE]):
        latest = {
            revision.camera_id: revision
            for revision in CameraRevision.objects.filter(camera__in=batch, version=F("camera__version"))
        }
        for camera in batch:
            yield from _camera(camera, latest.get(camera.pk))
        last = batch[-1].pk


def _camera(camera: Camera, revision: CameraRevision | None) -> Iterator[str]:
    if camera.tile != tile_key(camera.latitude, camera.longitude):
        yield f"camera {camera.pk}: its tile key is not that of its position"
    if revision is None:
        yield f"camera {camera.pk}: version {camera.version} has no revision"
    elif revision.state != snapshot(camera):
        yield f"camera {camera.pk}: it is not what its revision {camera.version} says"


def _areas() -> Iterator[str]:
    wrong = 0
    for places in area_membership.iterate_positions(Camera.objects.all()):
        ids = [pk for pk, *_ in places]
        stored: dict[int, set[int]] = {pk: set() for pk in ids}
        for camera, area in CameraArea.objects.filter(camera__in=ids).values_list("camera", "area"):
            stored[camera].add(area)
        counted = area_membership.areas_of(places)
        wrong += sum(stored[pk] != set(areas) for pk, areas in zip(ids, counted, strict=True))
    if wrong:
        yield f"areas: {wrong} cameras stand in others than is written (--repair finds them anew)"


def _history() -> Iterator[str]:
    """Versions without a gap, one line of the feed for each revision, the last one saying what is.

    Lines about sources have no revision."""
    gaps = (
        CameraRevision.objects.values("camera")
        .annotate(n=Count("pk"), last=Max("version"))
        .exclude(n=F("last"))
    )
    for row in gaps[:100]:
        yield f"camera {row['camera']}: {row['n']} revisions up to version {row['last']}"
    revisions = CameraRevision.objects.count()
    lines = Change.objects.exclude(reason=Change.SOURCE).count()
    matched = CameraRevision.objects.filter(seq__in=Change.objects.values("seq")).count()
    if not revisions == lines == matched:
        yield f"feed: {lines} lines for {revisions} revisions, {matched} of them with the same seq"
    newest = Change.objects.values("camera").annotate(last=Max("seq")).values("last")
    published = Counter(dict(_ops(newest)))
    cameras = Camera.objects.published().count()
    if published[Change.Op.UPSERT] != cameras:
        yield f"feed: it ends with {published[Change.Op.UPSERT]} cameras, the registry has {cameras}"


def _ops(newest: QuerySet[Any]) -> QuerySet[Any, tuple[str, int]]:
    return Change.objects.filter(seq__in=newest).values_list("op").annotate(n=Count("seq"))


def _clock() -> Iterator[str]:
    clock = RegistryClock.objects.values_list("seq", flat=True).first() or 0
    newest = Change.objects.aggregate(last=Max("seq"))["last"] or 0
    if clock != newest:
        yield f"clock: it stands at {clock}, the feed ends at {newest}"
    if newest != (lines := Change.objects.count()):
        yield f"feed: {lines} lines for {newest} seqs: there are gaps"
