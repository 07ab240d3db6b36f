"""OSM objects as JSON: the answer of an Overpass server, or a bare list of elements."""

from collections.abc import Iterable, Mapping

from cameras.importing import Reading, Row, Rows, UnreadableFile, attribute, edition, read_row
from cameras.record import Refused


def read(document: object, reading: Reading) -> Rows:
    """Read a parsed answer, or a bare list of elements; ways and relations come by their centre."""
    reading.require_no_map("Overpass JSON")
    if isinstance(document, dict):
        require_whole(str(document.get("remark", "")))
        document = document.get("elements")
    if not isinstance(document, list):
        raise UnreadableFile("The file holds no list of elements.")
    reading.count_rows = document.__len__
    return _rows(document, reading)


def require_whole(remark: str) -> None:
    """A server that runs out of time or memory still answers 200 with the part it has found."""
    if "error" in remark:
        raise UnreadableFile(f"The Overpass answer is not complete; the server says: {remark.strip()[:200]}")


def _rows(elements: Iterable[object], reading: Reading) -> Rows:
    return (read_object(reading, f"element {n}", element) for n, element in enumerate(elements, start=1))


def read_object(reading: Reading, where: str, element: object) -> Row:
    """Read one element."""
    if not isinstance(element, dict):
        return where, Refused("bad_element", "An element must be an object with type, id, position and tags.")
    tags = element.get("tags")
    if not isinstance(tags, dict):
        tags = {}
    kind, osm_id = element.get("type"), element.get("id")
    known = edition(element.get("version"), element.get("timestamp"))
    if is_deleted(element):
        refusal = Refused("not_a_camera", f"The object {kind}/{osm_id} was deleted.")
        return where, attribute(refusal, f"osm:{kind}/{osm_id}", known)
    return read_row(reading, f"{where} ({kind}/{osm_id})", kind, osm_id, _position(element), tags, known)


def is_deleted(element: Mapping[str, object]) -> bool:
    """JOSM writes what it will delete, and old versions of objects may end with their removal."""
    return element.get("action") == "delete" or element.get("visible") in (False, "false")


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
