"""Make the map of the world (PMTiles) that lies under all street maps.

python -m tools.basemap.world SOURCE_FOLDER fixtures/basemap/world.pmtiles

SOURCE_FOLDER holds Natural Earth's files as packed GeoJSON (tools/basemap/natural_earth.py names them).
"""

import argparse
import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely
from pmtiles.tile import Compression, TileType, zxy_to_tileid

from tools.basemap.box import Box
from tools.basemap.build import write
from tools.basemap.coast import EDGE, Shapes, project
from tools.basemap.natural_earth import FILES, LAST_ZOOM, PLACES, read_world
from tools.basemap.read import Drawn
from tools.basemap.schema import Feature
from tools.basemap.tiles import BUFFER, EXTENT, encode, to_tile

ATTRIBUTION = "Natural Earth, GeoNames"
WORLD = Box(-180, -EDGE, 180, EDGE)
COARSE = 8  # units of a tile: a pixel
FINE = {"earth": 3}  # on the last zoom, which is drawn larger
LESS_FINE = 6  # what is no coast
SMALLEST = {"earth": 6, "landcover": 16, "water": 16, "boundaries": 16}  # units across: less waits


class Layer(NamedTuple):
    """Features and their shapes, one each; coordinates in the unit square of web Mercator."""

    features: list[Feature]
    shapes: Shapes

    def part(self, index: np.ndarray, shapes: Shapes) -> "Layer":
        return Layer([self.features[i] for i in index], shapes)


def collect(drawn: Iterator[Drawn]) -> Layer:
    """All features in pieces; lines of one kind, which come in stretches, joined where they meet."""
    alike: dict[str, tuple[Feature, list[shapely.Geometry]]] = {}
    for feature, whole in drawn:
        _, pieces = alike.setdefault(repr(feature), (feature, []))
        pieces.extend(shapely.get_parts(whole))
    features, shapes = [], []
    for feature, pieces in alike.values():
        parts = _sound(project(np.array(pieces, dtype=object)))
        features += [feature] * len(parts)
        shapes += list(parts)
    return Layer(features, np.array(shapes, dtype=object))


def _sound(shapes: Shapes) -> Shapes:
    """Lines joined where they meet; areas without crossings: Antarctica ends at the edge of the map."""
    dimension = shapely.get_dimensions(shapes[0])
    if dimension == 1:
        joined: Shapes = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(shapes)))
        return joined
    if dimension == 0:
        return shapes
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(shapes)))
    areas: Shapes = parts[shapely.get_dimensions(parts) == dimension]
    return areas


def tiles(world: Layer, zooms: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """Yield (tile number, encoded tile) of every tile that holds something."""
    for zoom in zooms:
        for x, y, layer in cut(at_zoom(world, zoom, zooms[-1]), zoom):
            if data := encode(layer.features, to_tile(layer.shapes, 2**zoom, x, y)):
                yield zxy_to_tileid(zoom, x, y), data


def at_zoom(world: Layer, zoom: int, last: int) -> Layer:
    """What is seen on this zoom, in as many points as it needs."""
    unit = 1 / 2**zoom / EXTENT
    first = np.array([feature.first_zoom for feature in world.features])
    least = np.array([SMALLEST.get(feature.layer, 0) * unit for feature in world.features])
    across = np.where(
        shapely.get_dimensions(world.shapes) == 2,
        np.sqrt(shapely.area(world.shapes)),
        shapely.length(world.shapes),
    )
    index = np.flatnonzero((first <= zoom) & (across >= least))
    coarse = [FINE.get(world.features[i].layer, LESS_FINE) if zoom == last else COARSE for i in index]
    return world.part(index, shapely.simplify(world.shapes[index], unit * np.array(coarse)))


def cut(layer: Layer, zoom: int) -> Iterator[tuple[int, int, Layer]]:
    """The tiles of a zoom with what lies in each. Quarter by quarter: each from the whole takes minutes."""
    yield from _quarters(layer, (0, 0, 0), zoom)


def _quarters(layer: Layer, tile: tuple[int, int, int], zoom: int) -> Iterator[tuple[int, int, Layer]]:
    z, x, y = tile
    margin = BUFFER / EXTENT / 2**zoom
    west, north, size = x / 2**z, y / 2**z, 1 / 2**z
    clipped = shapely.clip_by_rect(
        layer.shapes, west - margin, north - margin, west + size + margin, north + size + margin
    )
    index = np.flatnonzero(~shapely.is_empty(clipped))
    if not len(index):
        return
    inside = layer.part(index, clipped[index])
    if z == zoom:
        yield x, y, inside
        return
    for right, down in ((0, 0), (1, 0), (0, 1), (1, 1)):
        yield from _quarters(inside, (z + 1, 2 * x + right, 2 * y + down), zoom)


def build(source: Path, output: Path) -> int:
    """Write the map and return its number of tiles."""
    zooms = range(LAST_ZOOM + 1)
    world = collect(read_world(source))
    made = sorted(tiles(world, zooms))
    about = {
        **WORLD.header(),
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_zoom": zooms[0],
        "max_zoom": zooms[-1],
        "center_zoom": 2,
    }
    layers = sorted({feature.layer for feature in world.features})
    metadata = {
        "attribution": ATTRIBUTION,
        "type": "baselayer",
        "vector_layers": [{"id": name, "fields": {}} for name in layers],
    }
    write(output, made, about, metadata)
    return len(made)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="tools.basemap.world", description=__doc__.partition("\n")[0])
    parser.add_argument("source", type=Path, help="the folder of Natural Earth's files")
    parser.add_argument("output", type=Path, help="the .pmtiles file to write")
    given = parser.parse_args(arguments)
    for name in (*(name for name, _, _ in FILES), PLACES):
        if not (given.source / f"{name}.geojson.gz").is_file():
            parser.error(f"no {name}.geojson.gz in {given.source}")
    count = build(given.source, given.output)
    kilobytes = math.ceil(given.output.stat().st_size / 1000)
    sys.stdout.write(f"{given.output}: {count} tiles, {kilobytes} kB\n")


if __name__ == "__main__":
    main()
