"""OSM objects as JSON: the answer of an Overpass server, or a bare list of elements."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from cameras.importing import Reading, Row, Rows, UnreadableFile, attribute, edition, read_row
from cameras.importing.documents import items, number
from cameras.osm.lifecycle import concerns_cameras
from cameras.osm.record import Refused

Place = tuple[float, float]


def read(path: Path, prefix: str, reading: Reading) -> Rows:
    """Read the elements at a path of a document; ways and relations come by their centre, or by the nodes of
    `out body; >; out skel`."""
    reading.require_no_map("Overpass JSON")
    return _rows(items(path, prefix), reading, _places(path, prefix))


def require_whole(remark: str) -> None:
    """A server that runs out of time or memory still answers 200 with the part it has found."""
    if "error" in remark:
        raise UnreadableFile(f"The Overpass answer is not complete; the server says: {remark.strip()[:200]}")


def _rows(elements: Iterable[object], reading: Reading, places: Mapping[object, Place | None]) -> Rows:
    for n, element in enumerate(elements, start=1):
        if places and isinstance(element, dict):
            if element.get("id") in places and element.get("type") == "node" and not element.get("tags"):
                continue  # a corner of a way
            if nodes := _nodes(element):
                lat, lon = middle(places.get(node) for node in nodes)
                element = {**element, "center": {"lat": lat, "lon": lon}}
        yield read_object(reading, f"element {n}", element)


def _places(path: Path, prefix: str) -> dict[object, Place | None]:
    """Where the nodes stand that draw cameras without a centre; most files have none of those."""
    places: dict[object, Place | None] = {}
    for element in items(path, prefix):
        if isinstance(element, dict):
            places.update(dict.fromkeys(_nodes(element)))
    if places:
        for element in items(path, prefix):
            if isinstance(element, dict) and element.get("type") == "node" and element.get("id") in places:
                places[element["id"]] = _place(element)
    return places


def _nodes(element: Mapping[str, object]) -> list[object]:
    """The nodes of a way that is a camera and brings no place of its own."""
    nodes, tags = element.get("nodes"), element.get("tags")
    if element.get("type") != "way" or not isinstance(nodes, list) or not isinstance(tags, dict):
        return []
    if not {"center", "bounds", "geometry"}.isdisjoint(element) or not concerns_cameras(tags):
        return []
    return [node for node in nodes if isinstance(node, int)]


def _place(element: Mapping[str, object]) -> Place | None:
    lat, lon = number(element.get("lat")), number(element.get("lon"))
    return (lat, lon) if isinstance(lat, int | float) and isinstance(lon, int | float) else None


def middle(places: Iterable[Place | None]) -> tuple[float | None, float | None]:
    """Return the middle of the box around some positions, which is what Overpass calls the centre."""
    known = [place for place in places if place is not None]
    if not known:
        return None, None
    lats, lons = zip(*known, strict=True)
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def read_object(reading: Reading, where: str, element: object) -> Row:
    """Read one element."""
    if not isinstance(element, dict):
        return where, Refused("bad_element", "An element must be an object with type, id, position and tags.")
    tags = element.get("tags")
    if not isinstance(tags, dict):
        tags = {}
    kind, osm_id = element.get("type", "node" if is_bare_node(element) else None), element.get("id")
    known = edition(element.get("version"), element.get("timestamp"))
    if is_deleted(element):
        refusal = Refused("not_a_camera", f"The object {kind}/{osm_id} was deleted.")
        return where, attribute(refusal, f"osm:{kind}/{osm_id}", known)
    return read_row(reading, f"{where} ({kind}/{osm_id})", kind, osm_id, _position(element), tags, known)


def is_bare_node(value: Mapping[str, object]) -> bool:
    """As DeFlock writes nodes: `{id, lat, lon, tags}`."""
    return "type" not in value and "lat" in value and "lon" in value and isinstance(value.get("tags"), dict)


def is_deleted(element: Mapping[str, object]) -> bool:
    """JOSM writes what it will delete, and old versions of objects may end with their removal."""
    return element.get("action") == "delete" or element.get("visible") in (False, "false")


def _position(element: Mapping[str, object]) -> tuple[object, object]:
    """Return latitude and longitude: of a node, the centre, or the middle of the bounds (`out geom`)."""
    centre = element.get("center")
    if isinstance(centre, dict):
        return number(centre.get("lat")), number(centre.get("lon"))
    if "lat" in element:
        return number(element["lat"]), number(element.get("lon"))
    return middle(_corners(element))


def _corners(element: Mapping[str, object]) -> Iterator[Place | None]:
    bounds, geometry = element.get("bounds"), element.get("geometry")
    if isinstance(bounds, dict):
        for side in ("min", "max"):
            yield _place({"lat": bounds.get(f"{side}lat"), "lon": bounds.get(f"{side}lon")})
    elif isinstance(geometry, list):
        yield from (_place(one) for one in geometry if isinstance(one, dict))
