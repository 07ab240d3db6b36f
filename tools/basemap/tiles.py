"""Cut the features of a town to vector tiles."""

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import mapbox_vector_tile
import numpy as np
import shapely
from pmtiles.tile import zxy_to_tileid

from tools.basemap.box import Box
from tools.basemap.coast import Coordinates, Shapes, land_and_sea, project
from tools.basemap.read import Drawn
from tools.basemap.schema import Feature

EXTENT, BUFFER = 4096, 64
SMALLEST_AREA = 16 * 16  # square units of a tile: smaller areas wait for the next zoom
COARSE = 4  # units by which outlines are simplified, except on the last zoom (1)


class Town(NamedTuple):
    """What is drawn, clipped to the box; coordinates in the unit square of web Mercator."""

    features: list[Feature]
    shapes: Shapes
    box: shapely.Polygon


def collect(drawn: Iterator[Drawn], bounds: Box) -> Town:
    """Group by layer and properties, join streets of one name, add land and sea."""
    groups: dict[tuple[str, int, str], list[shapely.Geometry]] = defaultdict(list)
    for feature, shape in drawn:
        groups[feature.layer, feature.first_zoom, json.dumps(feature.props, sort_keys=True)].append(shape)
    box = project(shapely.box(*bounds))
    coast = project(np.array(groups.pop(("coastline", 0, "{}"), []), dtype=object))
    land, sea = land_and_sea(coast, box)
    features = [Feature("earth", 0, {"kind": "earth"})] * len(land)
    features += [Feature("water", 0, {"kind": "ocean"})] * len(sea)
    shapes = [*land, *sea]
    for (layer, zoom, props), alike in groups.items():
        parts = project(np.array(alike))
        if layer == "roads":  # one line a street: better labels, less data
            parts = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(parts)))
        shapes.extend(parts)
        features.extend([Feature(layer, zoom, json.loads(props))] * len(parts))
    return Town(features, shapely.clip_by_rect(shapes, *box.bounds), box)


def tiles(town: Town, zooms: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """Yield (tile number, encoded tile) of every tile that holds something."""
    first = np.array([feature.first_zoom for feature in town.features])
    surface, is_flat = shapely.area(town.shapes), shapely.get_dimensions(town.shapes) == 2
    west, north, east, south = town.box.bounds
    for zoom in zooms:
        n = 2**zoom
        unit = 1 / n / EXTENT
        is_wide = ~is_flat | (surface > SMALLEST_AREA * unit**2)
        index = np.flatnonzero((first <= zoom) & ~shapely.is_empty(town.shapes) & is_wide)
        simple = shapely.simplify(town.shapes[index], unit * (1 if zoom == zooms[-1] else COARSE))
        tree = shapely.STRtree(simple)
        for x in range(math.floor(west * n), math.floor(east * n) + 1):
            for y in range(math.floor(north * n), math.floor(south * n) + 1):
                frame = np.array([x, y, x + 1, y + 1]) / n + np.array([-1, -1, 1, 1]) * BUFFER * unit
                hits = np.sort(tree.query(shapely.box(*frame)))
                clipped = shapely.clip_by_rect(simple[hits], *frame)
                local = _to_tile(clipped, n, x, y)
                if data := _encode([town.features[i] for i in index[hits]], local):
                    yield zxy_to_tileid(zoom, x, y), data


def _to_tile(shapes: Shapes, n: int, x: int, y: int) -> Shapes:
    def convert(xy: Coordinates) -> Coordinates:
        moved: Coordinates = (xy - (x / n, y / n)) / (1 / n / EXTENT)
        return moved

    return shapely.transform(shapes, convert)


def _encode(features: list[Feature], shapes: Shapes) -> bytes:
    layers = defaultdict(list)
    for feature, shape in zip(features, shapes, strict=True):
        if not shape.is_empty:
            layers[feature.layer].append({"geometry": shape, "properties": feature.props})
    if not layers:
        return b""
    data: bytes = mapbox_vector_tile.encode(
        [{"name": name, "features": rows} for name, rows in layers.items()],
        default_options={"y_coord_down": True, "extents": EXTENT},
    )
    return data
