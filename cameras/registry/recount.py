"""Recount of the pyramid from the cameras, in constant memory: for audit and repair."""

from collections.abc import Iterator
from itertools import groupby, islice
from typing import Any

from django.db.models import QuerySet

from cameras.models import Camera, PyramidCell
from cameras.registry.tile_counts import LEVELS, PyramidCamera, Sums, add, cell_at, make_pyramid_camera

BATCH_SIZE = 2000  # rows per query

CellRow = tuple[int, str, str, int, int, int, int]


def rebuild(seq: int) -> None:
    """Replace the counts by those of the cameras; the caller holds the clock, which is at `seq`. Empty cells
    are kept: the ETag of a tile must never return to an earlier value."""
    PyramidCell.objects.update(n=0, x=0, y=0, ids=0, seq=seq)
    for level in LEVELS:
        rows = expected_cells(level)
        while batch := list(islice(rows, BATCH_SIZE)):
            add([(level, *row, seq) for row in batch])


def iterate_by_tile(rows: QuerySet[Any], *columns: str) -> Iterator[tuple[Any, ...]]:
    """Rows by (tile, id), in batches with a short query each."""
    last: tuple[int, int] | None = None
    while True:
        page = rows.filter(tile__gte=last[0]) if last else rows
        if last:
            page = page.exclude(tile=last[0], pk__lte=last[1])
        batch = list(page.order_by("tile", "pk").values_list("tile", "pk", *columns)[:BATCH_SIZE])
        yield from batch
        if len(batch) < BATCH_SIZE:
            return
        last = (batch[-1][0], batch[-1][1])


def expected_cells(level: int) -> Iterator[CellRow]:
    """Correct cells of a level, in key order."""
    cameras = (
        make_pyramid_camera(pk, tile, ownership, device)
        for tile, pk, ownership, device in iterate_by_tile(Camera.objects.published(), "ownership", "device")
    )
    for cell, members in groupby(cameras, key=lambda one: cell_at(level, one.tile)):
        yield from _sums(cell, members)


def _sums(cell: int, cameras: Iterator[PyramidCamera]) -> Iterator[CellRow]:
    sums_by_kind: dict[tuple[str, str], Sums] = {}
    for camera in cameras:
        sums_by_kind.setdefault((camera.ownership, camera.device), Sums()).add(camera, 1)
    for (ownership, device), sums in sorted(sums_by_kind.items()):
        yield cell, ownership, device, sums.n, sums.x, sums.y, sums.ids
