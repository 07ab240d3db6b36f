"""Files that are made into another form before they are read: workbooks, databases, KML and GPX."""

import re
from dataclasses import replace

from cameras.importing import Reading, geopackage, geoparquet, packing, waypoints, workbook
from cameras.importing.source import Source

_HEAD = 64 * 1024
_ROOT = re.compile(rb"^(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>)*<(?:[\w.-]+:)?(\w+)", re.DOTALL)


def converted(source: Source, reading: Reading) -> Source:
    """The file as CSV or lines when it is one of those, else as it is."""
    with source.path.open("rb") as file:
        start = file.read(_HEAD)
    lines = replace(source, path=source.folder / "lines", encoding="utf-8")
    if geopackage.is_geopackage(start):
        system = geopackage.as_lines(source.path, source.name, lines.path, reading.layer)
    elif geoparquet.is_parquet(start):
        system = geoparquet.as_lines(source.path, source.name, lines.path)
    elif (root := root_of(start)) in ("kml", "gpx"):
        waypoints.as_lines(source.path, source.name, root, lines.path)
        return lines
    elif workbook.is_old_workbook(start) or (start.startswith(b"PK") and packing.is_workbook(source.path)):
        table = replace(source, path=source.folder / "table.csv", encoding="utf-8")
        workbook.as_csv(source.path, source.name, table.path, reading.layer)
        return table
    else:
        return source
    if not reading.system:
        reading.system = system
        system.require()
    return lines


def root_of(start: bytes) -> str:
    """The local name of the first element of XML; "" when it is none."""
    match = _ROOT.match(start.removeprefix(b"\xef\xbb\xbf"))
    return match[1].decode().casefold() if match else ""
