"""OSM objects as JSON: the answer of an Overpass server, a bare list of elements, or one element a line."""

from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping
from pathlib import Path

import orjson

from cameras.importing import Row, Rows, UnreadableFile, read_row
from cameras.record import Refused


def read(document: object) -> Rows:
    """Read a parsed answer, or a bare list of elements; ways and relations come by their centre."""
    if isinstance(document, dict):
        # A server that runs out of time or memory still answers 200 with the part it has found.
        remark = str(document.get("remark", ""))
        if "error" in remark:
            raise UnreadableFile(f"The Overpass answer is not complete; the server says: {remark[:200]}")
        document = document.get("elements")
    if not isinstance(document, list):
        raise UnreadableFile("The file holds no list of elements.")
    return _rows(document)


def read_lines(path: Path) -> Rows:
    """Read a file of one element a line, however long, a line at a time."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.isspace():
                continue
            try:
                element = orjson.loads(line.removeprefix(BOM_UTF8))
            except orjson.JSONDecodeError:
                yield f"line {number}", Refused("bad_element", "The line is not complete JSON.")
            else:
                yield _row(f"line {number}", element)


def _rows(elements: Iterable[object]) -> Rows:
    return (_row(f"element {number}", element) for number, element in enumerate(elements, start=1))


def _row(where: str, element: object) -> Row:
    if not isinstance(element, dict):
        return where, Refused("bad_element", "An element must be an object with type, id, position and tags.")
    tags = element.get("tags")
    if not isinstance(tags, dict):
        tags = {}
    kind, osm_id = element.get("type"), element.get("id")
    return read_row(f"{where} ({kind}/{osm_id})", kind, osm_id, *_position(element), tags)


def _position(element: Mapping[str, object]) -> tuple[object, object]:
    """Return latitude and longitude: of a node, the centre, or the middle of the bounds (`out geom`)."""
    centre = element.get("center")
    if isinstance(centre, dict):
        return centre.get("lat"), centre.get("lon")
    bounds = element.get("bounds")
    if "lat" not in element and isinstance(bounds, dict):
        return _middle(bounds, "minlat", "maxlat"), _middle(bounds, "minlon", "maxlon")
    return element.get("lat"), element.get("lon")


def _middle(bounds: Mapping[str, object], low: str, high: str) -> float | None:
    one, other = bounds.get(low), bounds.get(high)
    if isinstance(one, int | float) and isinstance(other, int | float):
        return (one + other) / 2
    return None
