"""Write the search index of names of a street map, searched in the browser by "Find a place".

python -m tools.basemap.names town.pmtiles     writes town.names.json.gz; build and cut do it by themselves
"""

import argparse
import gzip
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import mapbox_vector_tile
import shapely
from pmtiles.reader import MmapSource, Reader, all_tiles
from shapely.geometry import shape

from tools.basemap.schema import words

EXTENT = 4096
APART = 0.02  # degrees, about 2 km: the same name further away is another street
KINDS = words(  # of pois: the kinds people use to describe a place
    "square park garden stadium station halt subway_entrance tram_stop university hospital townhall museum"
    " theatre school library place_of_worship police marina monument cemetery attraction marketplace"
)


class Named(NamedTuple):
    """A name with its kind (street, place or poi), its place (WGS 84 degrees) and its weight (length)."""

    name: str
    kind: str
    lat: float
    lon: float
    weight: float


def kind_of(layer: str, props: dict[str, Any]) -> str | None:
    if layer == "places":
        return "place"
    if layer == "roads":
        return None if props.get("kind") == "rail" else "street"
    return "poi" if layer == "pois" and props.get("kind") in KINDS else None


def degrees(z: int, x: int, y: int, at: shapely.Point) -> tuple[float, float]:
    """Latitude and longitude of a point of a tile (units of EXTENT, y down)."""
    n = 2**z
    mercator = math.pi * (1 - 2 * (y + at.y / EXTENT) / n)
    return math.degrees(math.atan(math.sinh(mercator))), (x + at.x / EXTENT) / n * 360 - 180


def read_names(path: Path) -> Iterator[Named]:
    """The named features of the last zoom, tile by tile: a long street comes in pieces."""
    with path.open("rb") as file:
        source = MmapSource(file)  # type: ignore[no-untyped-call]
        last = Reader(source).header()["max_zoom"]  # type: ignore[no-untyped-call]
        for (z, x, y), data in all_tiles(source):  # type: ignore[no-untyped-call]
            if z == last:
                layers = mapbox_vector_tile.decode(
                    gzip.decompress(data), default_options={"y_coord_down": True}
                )
                yield from _named(layers, z, x, y)


def _named(layers: dict[str, Any], z: int, x: int, y: int) -> Iterator[Named]:
    for layer, content in layers.items():
        for feature in content["features"]:
            name, kind = feature["properties"].get("name"), kind_of(layer, feature["properties"])
            if name and kind:
                line = shape(feature["geometry"])
                middle = (
                    line.interpolate(0.5, normalized=True) if line.length else line.representative_point()
                )
                yield Named(name, kind, *degrees(z, x, y, middle), line.length)


def index_names(features: Iterator[Named]) -> list[list[str | float]]:
    """[name, kind, latitude, longitude], sorted; of a name in one place its longest piece."""
    groups: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for feature in features:
        groups[feature.name, feature.kind].append(feature)
    rows: list[list[str | float]] = []
    for alike in groups.values():
        distinct: list[Named] = []
        for feature in sorted(alike, key=lambda feature: (-feature.weight, feature.lat, feature.lon)):
            if all(abs(feature.lat - other.lat) + abs(feature.lon - other.lon) > APART for other in distinct):
                distinct.append(feature)
        rows += [
            [feature.name, feature.kind, round(feature.lat, 5), round(feature.lon, 5)] for feature in distinct
        ]
    return sorted(rows)


def names_path(archive: Path) -> Path:
    return archive.with_suffix(".names.json.gz")


def write(archive: Path) -> int:
    """Write the index of names of the archive and return how many there are."""
    rows = index_names(read_names(archive))
    text = json.dumps({"names": rows}, ensure_ascii=False, separators=(",", ":"))
    # mtime=0: two runs give equal files
    names_path(archive).write_bytes(gzip.compress(text.encode(), mtime=0))
    return len(rows)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="tools.basemap.names", description=__doc__.partition("\n")[0])
    parser.add_argument("archive", type=Path, help="a .pmtiles file")
    archive = parser.parse_args(arguments).archive
    if not archive.is_file():
        parser.error(f"no such file: {archive}")
    sys.stdout.write(f"{names_path(archive)}: {write(archive)} names\n")


if __name__ == "__main__":
    main()
