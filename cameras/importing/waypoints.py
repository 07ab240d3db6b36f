"""KML and GPX: placemarks and waypoints as GeoJSON lines."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError, iterparse

import orjson

from cameras.importing.unreadable import ACCEPTED, UnreadableFile

Feature = dict[str, Any]
# Of a waypoint, beside its place; names and addresses of people are none of them.
_GPX = frozenset({"name", "desc", "cmt", "time", "type", "sym", "src", "ele"})
_KML = frozenset({"name", "description", "address", "when", "styleUrl"})


def as_lines(path: Path, name: str, kind: str, out: Path) -> None:
    """Write the placemarks of a KML or the waypoints of a GPX file, one a line."""
    element, feature = _KINDS[kind]
    try:
        with out.open("wb") as file:
            for one in _elements(path, element):
                file.write(orjson.dumps(feature(one), option=orjson.OPT_APPEND_NEWLINE))
    except (ParseError, ValueError, LookupError) as error:
        raise UnreadableFile(
            f"{name} is XML other than OpenStreetMap\u2019s: a {kind.upper()} file that is damaged or cut "
            f"off ({error}). {ACCEPTED}"
        ) from error


def _elements(path: Path, name: str) -> Iterator[Element]:
    """The elements of one name, whatever its namespace; each goes when the next one comes."""
    above: list[Element] = []
    for event, element in iterparse(path, events=("start", "end")):  # noqa: S314  expat bounds entities
        if event == "start":
            above.append(element)
            continue
        above.pop()
        if _local(element) == name:
            yield element
            above[-1].remove(element)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _waypoint(element: Element) -> Feature:
    texts = {_local(one): one.text.strip() for one in element if _local(one) in _GPX and one.text}
    place = [_number(element.get("lon")), _number(element.get("lat"))]
    return {"type": "Feature", "properties": texts, "geometry": {"type": "Point", "coordinates": place}}


def _placemark(element: Element) -> Feature:
    texts: dict[str, str] = {}
    for one in element.iter():
        name = _local(one)
        if name in _KML and one.text and one.text.strip():
            texts.setdefault(name, one.text.strip())
        elif name == "Data":
            values = [value.text for value in one if _local(value) == "value" and value.text]
            texts.update({one.get("name", ""): values[0]} if values else {})
        elif name == "SimpleData" and one.text:
            texts[one.get("name", "")] = one.text
    texts.pop("", None)
    found = {"type": "Feature", "properties": texts, "geometry": _geometry(element)}
    return {**found, "id": element.get("id")} if element.get("id") else found


def _geometry(element: Element) -> dict[str, Any] | None:
    """The first geometry of a placemark: a point if there is one."""
    for name, kind in (("Point", "Point"), ("LineString", "LineString"), ("LinearRing", "Polygon")):
        for one in element.iter():
            if _local(one) == name:
                return _drawn(
                    kind, next((inside.text for inside in one if _local(inside) == "coordinates"), "")
                )
    return None


def _drawn(kind: str, text: str | None) -> dict[str, Any]:
    places = [[_number(part) for part in place.split(",")[:2]] for place in (text or "").split()]
    coordinates: Any = places[0] if kind == "Point" and places else [places] if kind == "Polygon" else places
    return {"type": kind, "coordinates": coordinates}


def _number(text: str | None) -> Any:
    """A number; what is none stays, to be refused."""
    try:
        return float(text) if text is not None else None
    except ValueError:
        return text


_KINDS: dict[str, tuple[str, Callable[[Element], Feature]]] = {
    "kml": ("Placemark", _placemark),
    "gpx": ("wpt", _waypoint),
}
