"""OpenStreetMap XML: extracts, files of JOSM, answers of an Overpass server; read a piece at a time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from cameras.importing import Reading, Rows, UnreadableFile
from cameras.importing.overpass import is_deleted, middle, read_object, require_whole
from cameras.osm.lifecycle import concerns_cameras
from cameras.osm.tags import KINDS

# As an element of Overpass JSON, but every value is a text and `nodes` are the references of a way.
Element = dict[str, Any]

_PIECE = 1 << 20
_DECODED = "utf-8"
_READ = ("id", "lat", "lon", "version", "timestamp", "action", "visible")
_LONGEST_ID = 20  # signs


def read(path: Path, encoding: str, reading: Reading) -> Rows:
    """Read every object whose man_made names surveillance; `encoding` "binary" leaves it to the XML.

    The whole file is parsed once before the first row is given, so a damaged file gives none.
    """
    reading.require_no_map("OpenStreetMap XML")
    # What was decoded before it came here is UTF-8, whatever its first line still says.
    said = None if encoding == "binary" else _DECODED
    latest = _Latest()
    drawn = []
    try:
        for one in _elements(path, said):
            is_camera = _is_camera(one)
            latest.note(one, is_camera)
            if is_camera and one["type"] != "node":
                drawn.append(one)
    except (ExpatError, ValueError, LookupError) as error:
        raise UnreadableFile(f"The OpenStreetMap XML is damaged or cut off ({error}).") from error
    return (
        read_object(reading, f"element {number}", _with_numbers(element))
        for number, element in enumerate(filter(latest.has, _cameras(path, said, drawn)), start=1)
    )


class _Latest:
    """The newest version of each camera in a file that may hold the history of its objects: what was deleted
    or became something else in the end is not there. Only such files say `visible` of an object."""

    def __init__(self) -> None:
        self._versions: dict[tuple[str, str], int] = {}

    def note(self, element: Element, is_camera: bool) -> None:
        name = (element["type"], element.get("id", ""))
        if "visible" in element and (is_camera or name in self._versions):
            self._versions[name] = max(_version(element), self._versions.get(name, 0))

    def has(self, element: Element) -> bool:
        version = _version(element)
        name = (element["type"], element.get("id", ""))
        return not is_deleted(element) and self._versions.get(name, version) == version


def _version(element: Element) -> int:
    text = str(element.get("version", ""))
    return int(text) if text.isdecimal() and len(text) < _LONGEST_ID else 0


def _cameras(path: Path, encoding: str | None, drawn: list[Element]) -> Iterator[Element]:
    """Give the nodes, then the ways and relations by the centre that they bring or that their nodes have."""
    places: dict[str, tuple[float, float] | None] = {}
    needed = {ref for element in drawn if not _is_placed(element) for ref in element["nodes"]}
    for element in _elements(path, encoding):
        if element["type"] == "node":
            if element.get("id") in needed:
                places[element["id"]] = _place(element)
            if _is_camera(element):
                yield element
    for element in drawn:
        if not _is_placed(element):
            lat, lon = middle([places.get(ref) for ref in element["nodes"]])
            element["center"] = {"lat": lat, "lon": lon}
        yield element


def _elements(path: Path, encoding: str | None) -> Iterator[Element]:
    """All objects of the file; raise UnreadableFile when it is not what a server or an editor would write."""
    found = _Found(ParserCreate(encoding))
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            found.parser.Parse(piece)
            yield from found.elements
            found.elements.clear()
    found.parser.Parse(b"", True)
    require_whole(found.remark)


def _refuse_declarations(*_: object) -> None:
    """No OpenStreetMap file has any, and entities of entities can grow without end."""
    raise UnreadableFile("The XML declares a document type, which OpenStreetMap's never does.")


class _Found:
    """What the parser has met so far: whole objects, and what the server remarks."""

    def __init__(self, parser: XMLParserType) -> None:
        self.parser = parser
        parser.StartElementHandler, parser.EndElementHandler = self._begin, self._end
        parser.StartDoctypeDeclHandler = _refuse_declarations
        self.elements: list[Element] = []
        self.remark = ""
        self._element: Element = {}
        self._is_osm = False

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "tag" and self._element:
            self._element["tags"][attributes.get("k", "")] = attributes.get("v", "")
        elif name == "nd" and self._element:
            self._element["nodes"].append(attributes.get("ref"))
        elif name in KINDS and self._is_osm:
            self._element = {key: attributes[key] for key in _READ if key in attributes}
            self._element.update(type=name, tags={}, nodes=[])
        elif name in ("center", "bounds") and self._element:
            self._element[name] = attributes
        elif name == "remark":
            # Only here: the spaces between all other elements would cost a fifth of the time.
            self.parser.CharacterDataHandler = self._remark
        elif name == "osm":
            self._is_osm = True
        elif not self._is_osm:
            raise UnreadableFile(f"The XML begins with <{name[:40]}> and not with <osm>.")

    def _end(self, name: str) -> None:
        if name in KINDS and self._element:
            self.elements.append(self._element)
            self._element = {}
        elif name == "remark":
            self.parser.CharacterDataHandler = None

    def _remark(self, text: str) -> None:
        self.remark += text


def _is_camera(element: Element) -> bool:
    return concerns_cameras(element["tags"])


def _is_placed(element: Element) -> bool:
    return "center" in element or "bounds" in element


def _place(node: Element) -> tuple[float, float] | None:
    lat, lon = _number(node.get("lat")), _number(node.get("lon"))
    return (lat, lon) if isinstance(lat, float) and isinstance(lon, float) else None


def _with_numbers(element: Element) -> Element:
    """The element with numbers where JSON has them; what is none stays, to be refused."""
    told: Element = {key: _number(element[key]) for key in ("lat", "lon") if key in element}
    for key in ("center", "bounds"):
        if key in element:
            told[key] = {name: _number(value) for name, value in element[key].items()}
    number = element.get("id", "")
    is_number = len(number) < _LONGEST_ID and number.lstrip("-").isdecimal()
    return {**element, **told, "id": int(number) if is_number else number}


def _number(text: Any) -> Any:
    try:
        return float(text)
    except (TypeError, ValueError):
        return text
