"""Counts for every zoom, changed in the same transaction as the cameras they count.

Grouping a million cameras for a tile of Europe takes 94 to 317 ms, reading its cells 0.1 to 0.5 ms
(docs/performance.md). A tile is one range of keys, here as in the registry itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Max, QuerySet

from cameras.filters import CameraFilter
from cameras.geo import KEY_ZOOM, square_of, tile_range
from cameras.models import Camera, PyramidCell

# Tiles have 4 x 4 cells, so tile zoom z wants level z + 2. Every second level is enough: the one below is
# four times the cells, added up when the tile is read. Points begin at zoom 14, cells end at level 15.
LEVELS = (2, 4, 6, 8, 10, 12, 14, 15)
DEEPEST = LEVELS[-1]

Key = tuple[int, int, str, str]


@dataclass(slots=True)
class Sums:
    """What a change adds to a cell; less than nothing when cameras leave it."""

    n: int = 0
    x: int = 0
    y: int = 0
    ids: int = 0

    def add(self, place: "Place", sign: int) -> None:
        self.n += sign
        self.x += sign * place.x
        self.y += sign * place.y
        self.ids += sign * place.id


@dataclass(frozen=True, slots=True)
class Place:
    """A published camera as the pyramid sees it. `x`, `y`: Web Mercator at zoom 31."""

    id: int
    tile: int
    x: int
    y: int
    ownership: str
    device: str


def place_of(camera: Camera) -> Place | None:
    """None for a camera that is not published: it stands nowhere."""
    if camera.status != Camera.Status.ACTIVE:
        return None
    return place(camera.pk, camera.tile, camera.ownership, camera.device)


def place(camera_id: int, tile: int, ownership: str, device: str) -> Place:
    return Place(camera_id, tile, *square_of(tile), ownership, device)


def cell_at(level: int, tile: int) -> int:
    return tile >> 2 * (KEY_ZOOM - level)


def keys(one: Place) -> Iterator[Key]:
    for level in LEVELS:
        yield level, cell_at(level, one.tile), one.ownership, one.device


def count_change(changes: Iterable[tuple[Place | None, Place | None]], seq: int) -> None:
    """Take cameras from where they were and put them where they are; the caller holds the registry clock.

    A camera that stays where it was touches its cells too: what a tile says of it may have changed.
    """
    cells: dict[Key, Sums] = defaultdict(Sums)
    for before, after in changes:
        for one, sign in ((before, -1), (after, 1)):
            if one:
                for key in keys(one):
                    cells[key].add(one, sign)
    add([(*key, sums.n, sums.x, sums.y, sums.ids, seq) for key, sums in sorted(cells.items())])


COLUMNS = ("level", "cell", "ownership", "device", "n", "x", "y", "ids", "seq")
TYPES = ("smallint", "bigint", "text", "text", "bigint", "bigint", "bigint", "bigint", "bigint")


def add(rows: list[tuple[int | str, ...]]) -> None:
    """Add rows of COLUMNS to their cells; those not there yet are made."""
    if not rows:
        return
    table = PyramidCell._meta.db_table
    sums = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in ("n", "x", "y", "ids"))
    conflict = f"ON CONFLICT (level, cell, ownership, device) DO UPDATE SET {sums}, seq = excluded.seq"
    insert = f"INSERT INTO {table} ({', '.join(COLUMNS)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # one statement: a row at a time takes ten times as long
            arrays = ", ".join(f"%s::{kind}[]" for kind in TYPES)
            columns = [list(column) for column in zip(*rows, strict=True)]
            cursor.execute(f"{insert} SELECT * FROM unnest({arrays}) {conflict}", columns)  # noqa: S608
        else:
            cursor.executemany(f"{insert} VALUES ({', '.join(['%s'] * len(COLUMNS))}) {conflict}", rows)


@dataclass
class Cell:
    """A cell of a tile: cameras by ownership, and the sums of their places."""

    sums: Sums
    public: int = 0
    private: int = 0
    ownership: str = ""


def level_for(z: int) -> int:
    """The stored level that tiles of zoom z are read from."""
    return next((level for level in LEVELS if level >= z + 2), DEEPEST)


def cells_of(z: int, x: int, y: int, wanted: CameraFilter) -> list[Cell]:
    """The cells of a tile with zoom below 14 that hold cameras, by key."""
    level = level_for(z)
    rows = _wanted(wanted, _rows(level, tile_range(z, x, y)).filter(n__gt=0))
    cells: dict[int, Cell] = {}
    shift = 2 * (level - z - 2)
    for cell, kind, n, sum_x, sum_y, ids in rows.order_by("cell").values_list(
        "cell", "ownership", "n", "x", "y", "ids"
    ):
        found = cells.setdefault(cell >> shift, Cell(Sums()))
        found.sums.n += n
        found.sums.x += sum_x
        found.sums.y += sum_y
        found.sums.ids += ids
        found.public += n if kind == Camera.Ownership.PUBLIC else 0
        found.private += n if kind == Camera.Ownership.PRIVATE else 0
        found.ownership = kind
    return list(cells.values())


def last_change(z: int, x: int, y: int) -> int:
    """Seq of the last change inside the tile (beyond zoom 15, of its cell of level 15); 0 for none ever."""
    level = level_for(z)
    if z > level:
        x, y, z = x >> z - level, y >> z - level, level
    return _rows(level, tile_range(z, x, y)).aggregate(last=Max("seq"))["last"] or 0


def count(wanted: CameraFilter) -> dict[str, int]:
    """Published cameras by ownership, exact; from the 16 cells of the top where the pyramid knows."""
    if wanted.beyond_the_pyramid:
        cameras = wanted.apply(Camera.objects.published()).order_by()
        found = dict(cameras.values_list("ownership").annotate(n=Count("id")))
    else:
        found = defaultdict(int)
        for ownership, n in _wanted(wanted, PyramidCell.objects.filter(level=LEVELS[0])).values_list(
            "ownership", "n"
        ):
            found[ownership] += n
    return {word: found.get(word, 0) for word in Camera.Ownership.values}


def _wanted(wanted: CameraFilter, rows: QuerySet[PyramidCell]) -> QuerySet[PyramidCell]:
    if wanted.ownership:
        rows = rows.filter(ownership=wanted.ownership)
    if wanted.device:
        rows = rows.filter(device=wanted.device)
    return rows


def _rows(level: int, keys: tuple[int, int]) -> QuerySet[PyramidCell]:
    low, high = (cell_at(level, key) for key in keys)
    return PyramidCell.objects.filter(level=level, cell__gte=low, cell__lt=max(high, low + 1))
