"""Validation and repair of area outlines: GeoJSON geometries in WGS 84 degrees. No Django import."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

import orjson
import shapely
from shapely.affinity import translate
from shapely.errors import ShapelyError
from shapely.geometry import MultiPolygon, Polygon, box, mapping, shape
from shapely.geometry.base import BaseGeometry

# A ring may extend beyond 180 degrees by at most one turn around the Earth; it is cut there.
_FULL_CIRCLE = 360.0
_MAX_LONGITUDE = 180.0 + _FULL_CIRCLE


class InvalidOutline(ValueError):
    """An outline that is no usable boundary; the message is for people."""


class Bounds(NamedTuple):
    """Bounding box in degrees; west > east when it crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float


def read_outline(geometry: object) -> BaseGeometry:
    """The polygon or multipolygon of a GeoJSON geometry, valid and between -180 and 180 degrees.

    The part beyond 180 degrees is moved to the other side. Raises InvalidOutline.
    """
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise InvalidOutline("The geometry must be a Polygon or a MultiPolygon.")
    try:
        outline = shape(geometry)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, ShapelyError) as error:
        raise InvalidOutline("The geometry cannot be read.") from error
    _require_degrees(outline)
    outline = _cut(outline if outline.is_valid else _only_polygons(shapely.make_valid(outline)))
    if outline.is_empty or not outline.area:
        raise InvalidOutline("The outline encloses no area.")
    return outline


def as_geojson(outline: BaseGeometry) -> dict[str, Any]:
    """The geometry as a GeoJSON object."""
    return dict(orjson.loads(orjson.dumps(mapping(outline))))


def bounds_of(outline: BaseGeometry) -> Bounds:
    """Smallest bounding box; one that touches both ends of the map crosses the antimeridian."""
    west, south, east, north = outline.bounds
    if west == -180 and east == 180:
        west, east = _across(outline)
    return Bounds(west, south, east, north)


def _require_degrees(outline: BaseGeometry) -> None:
    coordinates = shapely.get_coordinates(outline)
    longitudes, latitudes = abs(coordinates[:, 0]), abs(coordinates[:, 1])
    if not (latitudes <= 90).all() or not (longitudes <= _MAX_LONGITUDE).all():
        raise InvalidOutline(
            "The outline leaves the Earth: it must be in degrees, longitude before latitude."
        )
    for ring in _rings(outline):
        for (lon, lat), (next_lon, next_lat) in pairwise(ring):
            if abs(next_lon - lon) > _FULL_CIRCLE / 2 and not abs(lat) == abs(next_lat) == 90:
                raise InvalidOutline(
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
        for turn in (-_FULL_CIRCLE, 0.0, _FULL_CIRCLE)
    ]
    return _only_polygons(shapely.union_all(turns))


def _only_polygons(outline: BaseGeometry) -> BaseGeometry:
    """Union of the polygons, without the lines and points that cutting and repairing may leave."""
    polygons = [part for part in shapely.get_parts(outline) if isinstance(part, Polygon | MultiPolygon)]
    return shapely.union_all(polygons)


def _across(outline: BaseGeometry) -> tuple[float, float]:
    """West and east edge around the widest gap between the parts; the full circle when there is none."""
    spans = sorted((part.bounds[0], part.bounds[2]) for part in shapely.get_parts(outline))
    widest, west, east, covered_to = 0.0, -180.0, 180.0, spans[0][1]
    for start, end in spans[1:]:
        if start - covered_to > widest:
            widest, west, east = start - covered_to, start, covered_to
        covered_to = max(covered_to, end)
    return west, east
