"""One JSON object a line, OSM elements or GeoJSON features, however long the file: a line at a time."""

from codecs import BOM_UTF8
from pathlib import Path

import orjson

from cameras.importing import Reading, Rows
from cameras.importing.geojson import read_feature
from cameras.importing.overpass import read_object
from cameras.record import Refused

# Before every record in a GeoJSON text sequence (RFC 8142).
RECORD = b"\x1e"


def read(path: Path, reading: Reading) -> Rows:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.isspace():
                continue
            where = f"line {number}"
            try:
                value = orjson.loads(line.removeprefix(BOM_UTF8).lstrip(RECORD))
            except orjson.JSONDecodeError:
                yield where, Refused("bad_element", "The line is not complete JSON.")
                continue
            if isinstance(value, dict) and value.get("type") == "Feature":
                yield read_feature(reading, where, value)
            else:
                yield read_object(reading, where, value)
