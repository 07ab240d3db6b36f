"""The pyramid counted anew from the cameras, in constant memory: to audit it and to repair it."""

from collections.abc import Iterator
from itertools import groupby, islice
from typing import Any

from django.db.models import QuerySet

from cameras.models import Camera, PyramidCell
from cameras.registry.tile_counts import LEVELS, Place, Sums, add, cell_at, place

STEP = 2000  # rows a query

CellRow = tuple[int, str, str, int, int, int, int]


def rebuild(seq: int) -> None:
    """Replace the counts by those of the cameras; the caller holds the clock, which stands at seq. Cells that
    are empty now stay: the ETag of a tile must never go back."""
    PyramidCell.objects.update(n=0, x=0, y=0, ids=0, seq=seq)
    for level in LEVELS:
        rows = expected(level)
        while part := list(islice(rows, STEP)):
            add([(level, *row, seq) for row in part])


def walk(rows: QuerySet[Any], *columns: str) -> Iterator[tuple[Any, ...]]:
    """Rows by (tile, id), a short query at a time."""
    last: tuple[int, int] | None = None
    while True:
        page = rows.filter(tile__gte=last[0]) if last else rows
        if last:
            page = page.exclude(tile=last[0], pk__lte=last[1])
        found = list(page.order_by("tile", "pk").values_list("tile", "pk", *columns)[:STEP])
        yield from found
        if len(found) < STEP:
            return
        last = (found[-1][0], found[-1][1])


def expected(level: int) -> Iterator[CellRow]:
    """What the pyramid has to say of a level, in the order of its keys."""
    places = (
        place(pk, tile, ownership, device)
        for tile, pk, ownership, device in walk(Camera.objects.published(), "ownership", "device")
    )
    for cell, members in groupby(places, key=lambda one: cell_at(level, one.tile)):
        yield from _sums(cell, members)


def _sums(cell: int, members: Iterator[Place]) -> Iterator[CellRow]:
    found: dict[tuple[str, str], Sums] = {}
    for one in members:
        found.setdefault((one.ownership, one.device), Sums()).add(one, 1)
    for (ownership, device), sums in sorted(found.items()):
        yield cell, ownership, device, sums.n, sums.x, sums.y, sums.ids
