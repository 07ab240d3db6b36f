"""Count of cameras in a bounding box: whole cells from the pyramid, single cameras only along its edge.

A box with most of a million cameras takes milliseconds; counting its cameras took 0.7 s.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import product

from django.db import connection

from cameras.geo import KEY_ZOOM, Bbox, Frame, frames, merge_ranges, morton
from cameras.models import Camera, PyramidCell
from web import key_ranges

MAX_SIDE = 8  # cells per side at the level where the descent begins
MAX_EDGE_CAMERAS = 100  # in a cell on the edge: fewer are counted one by one instead of descending further

Cells = Iterable[int]


def count_box(
    bbox: Bbox, levels: Sequence[int], *, ownership: str | None = None, device: str | None = None
) -> Counter[str]:
    """Published cameras inside a box (WGS 84 degrees, edges included), by ownership. `levels` are the levels
    of the pyramid, coarsest first."""
    box_frames = frames(bbox)
    total: Counter[str] = Counter()
    edge: list[key_ranges.KeyRange] = []
    level, cells = _start_level(box_frames, levels)
    for deeper in levels[levels.index(level) :]:
        if not cells:
            break
        ranges = merge_ranges(_range(cell, level, deeper) for cell in cells)
        level, cells = deeper, []
        for cell, counts in _counts(level, ranges, ownership, device).items():
            if any(frame.holds(level, cell) for frame in box_frames):
                total += counts
            elif not any(frame.touches(level, cell) for frame in box_frames):
                continue
            elif level == levels[-1] or counts.total() < MAX_EDGE_CAMERAS:
                edge.append(_range(cell, level, KEY_ZOOM))
            else:
                cells.append(cell)
    return total + _count_cameras(bbox, merge_ranges(edge), ownership, device)


def _start_level(box_frames: Sequence[Frame], levels: Sequence[int]) -> tuple[int, list[int]]:
    """Deepest level at which a few cells cover the box, and those cells."""
    for level in reversed(levels):
        spans = [frame.cells(level) for frame in box_frames]
        if (
            sum(len(columns) * len(rows) for columns, rows in spans) <= MAX_SIDE * MAX_SIDE
            or level == levels[0]
        ):
            break
    return level, sorted({morton(x, y) for columns, rows in spans for x, y in product(columns, rows)})


def _range(cell: int, level: int, deeper: int) -> key_ranges.KeyRange:
    shift = 2 * (deeper - level)
    return cell << shift, (cell + 1) << shift


def _counts(
    level: int, ranges: list[key_ranges.KeyRange], ownership: str | None, device: str | None
) -> dict[int, Counter[str]]:
    """Cameras by ownership for every non-empty cell of the ranges."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    source = key_ranges.source(PyramidCell._meta.db_table, "cell", "level = %s")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT matches.cell, matches.ownership, matches.device, matches.n {source}",
            [key_ranges.as_json(ranges), level],
        )
        for cell, ownership_value, device_value, n in cursor:
            if n and ownership in (None, ownership_value) and device in (None, device_value):
                counts[cell][ownership_value] += n
    return counts


def _count_cameras(
    bbox: Bbox, ranges: list[key_ranges.KeyRange], ownership: str | None, device: str | None
) -> Counter[str]:
    if not ranges:
        return Counter()
    table = Camera._meta.db_table
    operator = "OR" if bbox.crosses_antimeridian else "AND"
    conditions = (
        "matches.status = 'active' AND matches.latitude BETWEEN %s AND %s "
        f"AND (matches.longitude >= %s {operator} matches.longitude <= %s)"
    )
    values: list[float | str] = [bbox.south, bbox.north, bbox.west, bbox.east]
    for column, value in (("ownership", ownership), ("device", device)):
        if value is not None:
            conditions += f" AND matches.{column} = %s"
            values.append(value)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT matches.ownership, count(*) {key_ranges.source(table, 'tile')} AND {conditions} "
            "GROUP BY matches.ownership",
            [key_ranges.as_json(ranges), *values],
        )
        return Counter(dict(cursor))
