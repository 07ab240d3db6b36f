"""Point-in-area lookup.

    areas_at(43.7384, 7.4246)                     -> (3, 17)
    areas_at_each([43.7384, 0.0], [7.4246, 0.0])  -> [(3, 17), ()]

Prepared outlines are cached in the process in an R-tree: 100,000 points in 35,000 towns take less than a
second. Every call first reads one row, the edition of the outlines, and reloads them when it changed. An
edge belongs to both neighbours, so that no point on it is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import shapely
from shapely.geometry import shape

from areas.models import Area, Edition


@dataclass(frozen=True)
class _Outlines:
    edition: UUID | None
    ids: list[int]
    tree: shapely.STRtree


_cache: _Outlines | None = None


def areas_at(lat: float, lon: float) -> tuple[int, ...]:
    """Ids of the areas that contain a point (WGS 84 degrees), ascending."""
    return areas_at_each([lat], [lon])[0]


def areas_at_each(lats: Sequence[float], lons: Sequence[float]) -> list[tuple[int, ...]]:
    """Ids of the areas of many points: one tuple per point, in order."""
    outlines = _outlines()
    area_ids: list[set[int]] = [set() for _ in lats]
    if outlines.ids:
        for point, outline in _hits(outlines.tree, lats, lons):
            area_ids[point].add(outlines.ids[outline])
        # A point at 180 degrees lies at -180 too.
        ends = [point for point, lon in enumerate(lons) if abs(lon) == 180]
        for point, outline in _hits(outlines.tree, [lats[n] for n in ends], [-lons[n] for n in ends]):
            area_ids[ends[point]].add(outlines.ids[outline])
    return [tuple(sorted(ids)) for ids in area_ids]


def inside(area: Area, lats: Sequence[float], lons: Sequence[float]) -> list[bool]:
    """Whether each point lies in one area, whose outline may be newer than the cached ones."""
    outline = shape(area.polygon)
    shapely.prepare(outline)
    hits = shapely.intersects_xy(outline, lons, lats)
    ends = [-lon if abs(lon) == 180 else lon for lon in lons]
    return list(map(bool, hits | shapely.intersects_xy(outline, ends, lats)))


def areas_touching(west: float, south: float, east: float, north: float) -> set[int]:
    """Ids of the areas that intersect a box (degrees; west > east across the antimeridian)."""
    outlines = _outlines()
    boxes = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
    return {
        outlines.ids[index]
        for left, right in boxes
        for index in outlines.tree.query(shapely.box(left, south, right, north), predicate="intersects")
    }


def _hits(tree: shapely.STRtree, lats: Sequence[float], lons: Sequence[float]) -> list[tuple[int, int]]:
    """Pairs of point index and outline index. Boxes first, then the prepared outlines; the predicates of the
    tree would prepare the points instead."""
    points = shapely.points(lons, lats)
    point_indexes, outline_indexes = tree.query(points)
    intersects = shapely.intersects(tree.geometries.take(outline_indexes), points.take(point_indexes))
    return list(zip(point_indexes[intersects].tolist(), outline_indexes[intersects].tolist(), strict=True))


def _outlines() -> _Outlines:
    global _cache
    edition = Edition.current()
    if _cache is None or _cache.edition != edition:
        rows = list(Area.objects.order_by("pk").values_list("pk", "polygon")) if edition else []
        shapes = [shape(polygon) for _pk, polygon in rows]
        shapely.prepare(shapes)
        _cache = _Outlines(edition, [pk for pk, _polygon in rows], shapely.STRtree(shapes))
    return _cache
