"""Read an OpenStreetMap extract: every feature that the map draws, with its geometry in degrees."""

import math
from collections.abc import Iterator
from typing import NamedTuple

import osmium
import shapely
from osmium.osm import Area, Location, Node, Way

from tools.basemap.box import Box
from tools.basemap.schema import AREA_KEYS, Feature, labels_of, line_of, surface_of

# A way is judged by its first node: those that start a little outside (about 5 km) are read too.
MARGIN = 0.05
# Above this size in square degrees a header describes the file of the provider rather than a town.
LARGEST_HEADER_BOX = 25
LABEL_WIDTH = 24  # pixels a park or lake must measure before it is named


class Drawn(NamedTuple):
    feature: Feature
    shape: shapely.Geometry


def header_box(path: str) -> Box | None:
    """The area in the header of the extract, or None when it is missing or too large."""
    with osmium.io.Reader(path) as reader:
        box = reader.header().box()
    if not box.valid() or box.size() >= LARGEST_HEADER_BOX:
        return None
    return Box(box.bottom_left.lon, box.bottom_left.lat, box.top_right.lon, box.top_right.lat)


def read_features(path: str, box: Box) -> Iterator[Drawn]:
    """Yield what lies in the box, in the order of the file."""
    factory = osmium.geom.WKBFactory()
    area_filter = osmium.filter.KeyFilter(*AREA_KEYS)
    for item in osmium.FileProcessor(path).with_areas(area_filter).with_filter(area_filter):
        if isinstance(item, Node):
            if not _is_far(item.location, box, 0):
                point = shapely.Point(item.lon, item.lat)
                yield from (Drawn(feature, point) for feature in labels_of(dict(item.tags), is_area=False))
        elif isinstance(item, Area):
            yield from _read_area(item, box, factory)
        elif isinstance(item, Way):
            yield from _read_way(item, box)


def _is_far(place: Location, box: Box, margin: float = MARGIN) -> bool:
    return place.valid() and not box.contains(place.lon, place.lat, margin)


def _read_area(area: Area, box: Box, factory: osmium.geom.WKBFactory) -> Iterator[Drawn]:
    ring = next(iter(area.outer_rings()), None)
    if ring is None or (area.from_way() and _is_far(ring[0].location, box)):
        return
    tags = dict(area.tags)
    surface, labels = surface_of(tags), list(labels_of(tags, is_area=True))
    if not surface and not labels:
        return
    shape = shapely.from_wkb(factory.create_multipolygon(area))
    if surface:
        yield Drawn(surface, shape)
    # the side of a square of the same surface, as a share of the circumference of the earth
    side = math.sqrt(shape.area / math.cos(math.radians(box.south))) / 360
    for label in labels:
        yield Drawn(_when_wide(label, side), shape.point_on_surface())


def _when_wide(label: Feature, side: float) -> Feature:
    """Name water and parks once they are wide enough on the screen (512 pixels a tile), by zoom 15."""
    layer, zoom, props = label
    if layer != "water" and props.get("kind") not in ("park", "garden", "square"):
        return label
    zoom = min(15, max(zoom, math.ceil(math.log2(LABEL_WIDTH / 512 / max(side, 1e-12)))))
    return Feature(layer, zoom, props | {"min_zoom": zoom + 1})


def _read_way(way: Way, box: Box) -> Iterator[Drawn]:
    if len(way.nodes) < 2 or _is_far(way.nodes[0].location, box):
        return
    tags = dict(way.tags)
    parts = [run for run in _runs(way) if len(run) > 1]
    if not (way.is_closed() and tags.get("area") == "yes") and (line := line_of(tags)):
        yield from (Drawn(line, shapely.LineString(part)) for part in parts)
    points = [point for part in parts for point in part]
    is_cut = way.is_closed() and 2 < len(points) < len(way.nodes)  # an area at the edge of the extract
    if is_cut and (surface := surface_of(tags)):
        yield Drawn(surface, shapely.make_valid(shapely.Polygon(points)))


def _runs(way: Way) -> Iterator[list[tuple[float, float]]]:
    """The stretches of a way whose nodes are in the file (a cut extract lacks those beyond its edge)."""
    run: list[tuple[float, float]] = []
    for node in way.nodes:
        if node.location.valid():
            run.append((node.lon, node.lat))
        else:
            yield run
            run = []
    yield run
