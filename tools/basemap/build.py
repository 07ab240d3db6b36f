"""Make a street map (PMTiles) from an OpenStreetMap extract.

python -m tools.basemap.build town.osm.pbf town.pmtiles --bbox=W,S,E,N
"""

import argparse
import gzip
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pmtiles.tile import Compression, TileType
from pmtiles.writer import Writer

from tools.basemap import names
from tools.basemap.box import Box, parse_box
from tools.basemap.read import header_box, read_features
from tools.basemap.tiles import collect, tiles

ATTRIBUTION = "© OpenStreetMap contributors"


def build(extract: str, output: Path, bounds: Box, zooms: Sequence[int]) -> int:
    """Write the street map and return its number of tiles."""
    town = collect(read_features(extract, bounds), bounds)
    encoded = sorted(tiles(town, zooms))
    layers = sorted({feature.layer for feature in town.features})
    header = {
        **bounds.header(),
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_zoom": zooms[0],
        "max_zoom": zooms[-1],
        "center_zoom": min(14, zooms[-1]),
    }
    metadata = {
        "attribution": ATTRIBUTION,
        "type": "baselayer",
        "vector_layers": [{"id": name, "fields": {}} for name in layers],
    }
    write(output, encoded, header, metadata)
    return len(encoded)


def write(
    output: Path,
    encoded: Iterable[tuple[int, bytes]],
    header: Mapping[str, object],
    metadata: Mapping[str, object],
) -> None:
    with output.open("wb") as file:
        writer = Writer(file)  # type: ignore[no-untyped-call]
        for number, data in encoded:
            # mtime=0 keeps the clock out: two builds of one extract are equal to the byte
            writer.write_tile(number, gzip.compress(data, mtime=0))  # type: ignore[no-untyped-call]
        writer.finalize(header, metadata)  # type: ignore[no-untyped-call]


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tools.basemap.build", description=__doc__.partition("\n")[0])
    parser.add_argument("extract", help="an .osm.pbf file")
    parser.add_argument("output", type=Path, help="the .pmtiles file to write")
    parser.add_argument("--bbox", type=parse_box, help="W,S,E,N in degrees, joined with =")
    parser.add_argument("--minzoom", type=int, default=9)
    parser.add_argument("--maxzoom", type=int, default=15)
    given = parser.parse_args(arguments)
    if not Path(given.extract).is_file():
        parser.error(f"no such file: {given.extract}")
    if not 0 <= given.minzoom <= given.maxzoom <= 15:  # the style looks for its data on zoom 15 at the latest
        parser.error("zooms go from 0 to 15, --minzoom first")
    given.bbox = given.bbox or header_box(given.extract)
    if given.bbox is None:
        parser.error("the extract does not say what area it covers (or it is large): give --bbox=W,S,E,N")
    return given


def main(arguments: Sequence[str] | None = None) -> None:
    given = parse(arguments)
    count = build(given.extract, given.output, given.bbox, range(given.minzoom, given.maxzoom + 1))
    kilobytes = math.ceil(given.output.stat().st_size / 1000)
    named = names.write(given.output)
    sys.stdout.write(f"{given.output}: {count} tiles, {kilobytes} kB, {named} names\n")


if __name__ == "__main__":
    main()
