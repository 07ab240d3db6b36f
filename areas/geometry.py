"""Outlines of territories: GeoJSON geometries in WGS 84 degrees, made fit to be asked. No Django here."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

import orjson
import shapely
from shapely.affinity import translate
from shapely.errors import ShapelyError
from shapely.geometry import MultiPolygon, Polygon, box, mapping, shape
from shapely.geometry.base import BaseGeometry

# A ring that goes on beyond 180 degrees is cut there, at most once around the Earth.
_TURN = 360.0
_FURTHEST = 180.0 + _TURN


class BadOutline(ValueError):
    """An outline that bounds no territory; a sentence for people."""


class Box(NamedTuple):
    """Degrees; west > east when the territory lies on both sides of the antimeridian."""

    west: float
    south: float
    east: float
    north: float


def read_outline(geometry: object) -> BaseGeometry:
    """The polygon or multipolygon of a GeoJSON geometry, valid and between -180 and 180 degrees.

    What goes on beyond 180 is cut there and put on the other side. Raises BadOutline.
    """
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise BadOutline("The geometry must be a Polygon or a MultiPolygon.")
    try:
        outline = shape(geometry)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, ShapelyError) as error:
        raise BadOutline("The geometry cannot be read.") from error
    _require_degrees(outline)
    outline = _cut(outline if outline.is_valid else _only_polygons(shapely.make_valid(outline)))
    if outline.is_empty or not outline.area:
        raise BadOutline("The outline holds no ground.")
    return outline


def as_geojson(outline: BaseGeometry) -> dict[str, Any]:
    """The geometry ready for JSON."""
    return dict(orjson.loads(orjson.dumps(mapping(outline))))


def box_of(outline: BaseGeometry) -> Box:
    """The smallest box; one that touches both ends of the map is taken across the antimeridian."""
    west, south, east, north = outline.bounds
    if west == -180 and east == 180:
        west, east = _across(outline)
    return Box(west, south, east, north)


def _require_degrees(outline: BaseGeometry) -> None:
    places = shapely.get_coordinates(outline)
    longitudes, latitudes = abs(places[:, 0]), abs(places[:, 1])
    if not (latitudes <= 90).all() or not (longitudes <= _FURTHEST).all():
        raise BadOutline("The outline leaves the Earth: it must be in degrees, longitude before latitude.")
    for ring in _rings(outline):
        for (lon, lat), (next_lon, next_lat) in pairwise(ring):
            if abs(next_lon - lon) > _TURN / 2 and not abs(lat) == abs(next_lat) == 90:
                raise BadOutline(
                    f"An edge runs from longitude {lon:g} to {next_lon:g}, more than half around the Earth: "
                    "cut the outline at the antimeridian (RFC 7946, 3.1.9)."
                )


def _rings(outline: BaseGeometry) -> Iterable[list[tuple[float, float]]]:
    for part in shapely.get_parts(outline):
        for ring in (part.exterior, *part.interiors):
            yield [(lon, lat) for lon, lat, *_height in ring.coords]


def _cut(outline: BaseGeometry) -> BaseGeometry:
    outline = shapely.force_2d(outline)
    west, _south, east, _north = outline.bounds
    if west >= -180 and east <= 180:
        return outline
    turns = [
        translate(outline.intersection(box(-180 - turn, -90, 180 - turn, 90)), xoff=turn)
        for turn in (-_TURN, 0.0, _TURN)
    ]
    return _only_polygons(shapely.union_all(turns))


def _only_polygons(outline: BaseGeometry) -> BaseGeometry:
    """Without the lines and points that cutting and mending may leave."""
    found = [part for part in shapely.get_parts(outline) if isinstance(part, Polygon | MultiPolygon)]
    return shapely.union_all(found)


def _across(outline: BaseGeometry) -> tuple[float, float]:
    """West and east around the widest gap between its parts; the whole circle when there is none."""
    spans = sorted((part.bounds[0], part.bounds[2]) for part in shapely.get_parts(outline))
    widest, west, east, reached = 0.0, -180.0, 180.0, spans[0][1]
    for start, end in spans[1:]:
        if start - reached > widest:
            widest, west, east = start - reached, start, reached
        reached = max(reached, end)
    return west, east
