"""One JSON value of many in a file: an element of OpenStreetMap, a feature, or an object of its own."""

from collections.abc import Iterable, Mapping

from cameras.importing import Reading, Row
from cameras.importing.geojson import read_feature, text_of
from cameras.importing.overpass import is_bare_node, read_object
from cameras.importing.plain import POSITION, find_position, placed_by, read_cells, require_columns
from cameras.osm import KINDS


def kind_of(value: object, reading: Reading) -> str:
    """What a value is: `element`, `feature`, `object` (flat, with a position), or nothing that is read."""
    if not isinstance(value, dict):
        return ""
    if str(value.get("type")) in KINDS or is_bare_node(value):
        return "element"
    if value.get("type") == "Feature":
        return "feature"
    return "object" if _has_position(reading, value) else ""


def read_value(reading: Reading, where: str, value: object) -> Row:
    """Read one value, whatever it is."""
    kind = kind_of(value, reading)
    if kind == "feature":
        return read_feature(reading, where, value)
    if kind == "object" and isinstance(value, dict):
        cells = {key: text_of(one) for key, one in value.items() if one is not None}
        return read_cells(reading, where, cells, placed_by(reading, cells))
    return read_object(reading, where, value)


def require_map(reading: Reading, values: Iterable[object], name: str) -> None:
    """Raise UnreadableFile when the map names a property that no value has, or is for none of them."""
    known: dict[str, None] = {}
    for value in values:
        kind = kind_of(value, reading)
        if kind == "element":
            reading.require_no_map("A file of OpenStreetMap objects")
        inside = value.get("properties") if kind == "feature" and isinstance(value, dict) else value
        if isinstance(inside, dict):
            known.update(dict.fromkeys(inside))
        if kind == "feature" and isinstance(value, dict) and "id" in value:
            known["id"] = None
    require_columns(reading, known, name)


def _has_position(reading: Reading, value: Mapping[str, object]) -> bool:
    if not find_position(reading, value):
        return False
    return all(reading.columns[one] in value for one in (*POSITION, "position") if one in reading.columns)
