"""The reader for a file, chosen by what is in it: names and endings lie more often than first bytes."""

from codecs import BOM_UTF8
from collections.abc import Callable

import orjson

from cameras.importing import Reading, Rows, UnreadableFile, geojson, lines, osm_xml, overpass, pbf, table
from cameras.importing.source import Source
from cameras.osm.tags import KINDS

__all__ = ["FORMATS", "UnreadableFile", "open_reader"]

ACCEPTED = (
    "Accepted are Overpass JSON (an object with elements, a list of elements or one element a line), "
    "GeoJSON (a collection or one feature a line), OpenStreetMap extracts (.osm.pbf, .osm), and tables (CSV, "
    "TSV) with --map; each of them also in gzip."
)
# Enough for the first line of a file of lines and for the header of any format.
_HEAD = 64 * 1024
_PBF = b"\x0a\x09OSMHeader"
# What the first bytes betray, for a sentence that helps.
_FOUND = (
    (b"BZh", "a bzip2 archive; unpack it first"),
    (b"PK\x03\x04", "a zip archive; unpack it first"),
    (b"<!doctype", "a web page, perhaps the error page of a server"),
    (b"<html", "a web page, perhaps the error page of a server"),
    (b"<", "XML other than OpenStreetMap\u2019s"),
    *((word, "JavaScript; the data alone is wanted") for word in (b"var ", b"let ", b"const ", b"function")),
    (b"version https://git-lfs", "a pointer of Git LFS instead of the file itself"),
)


def open_reader(source: Source, reading: Reading) -> Rows:
    """Return the rows of a file; raise UnreadableFile before the first row when it cannot be read."""
    with source.path.open("rb") as file:
        head = file.read(_HEAD)
    start = head.removeprefix(BOM_UTF8).lstrip()
    if not start:
        raise UnreadableFile(f"{source.name} is empty. {ACCEPTED}")
    return FORMATS[reading.format or _format(source, head, start)](source, reading)


def _format(source: Source, head: bytes, start: bytes) -> str:
    if head[4:15] == _PBF:
        return "pbf"
    if _is_osm_xml(start):
        return "xml"
    if start.startswith((b"{", b"[", lines.RECORD)):
        return "lines" if _is_lines(start) else "json"
    found = _other(start)
    if found is None and table.sniff(source.path):
        return "table"
    raise UnreadableFile(f"{source.name} is {found or _text(start)}. {ACCEPTED}")


def _is_osm_xml(start: bytes) -> bool:
    """Say whether the first element of an XML file is <osm>."""
    while start.startswith((b"<?", b"<!--")):
        _comment, _end, start = start.partition(b"?>" if start.startswith(b"<?") else b"-->")
        start = start.lstrip()
    return start.startswith((b"<osm ", b"<osm>"))


def _is_lines(start: bytes) -> bool:
    """Say whether the first line alone is an OSM object or a feature."""
    try:
        value = orjson.loads(lines.first_line(start))
    except orjson.JSONDecodeError:
        return False
    return _is_object(value) or (isinstance(value, dict) and value.get("type") == "Feature")


def _is_object(element: object) -> bool:
    return isinstance(element, dict) and str(element.get("type")) in KINDS


def _read_json(source: Source, reading: Reading) -> Rows:
    try:
        document = orjson.loads(source.path.read_bytes().removeprefix(BOM_UTF8))
    except orjson.JSONDecodeError as error:
        raise UnreadableFile(
            f"{source.name} begins like JSON but is damaged or cut off ({error})."
        ) from error
    if isinstance(document, list) and (not document or any(map(_is_object, document))):
        return overpass.read(document, reading)
    if isinstance(document, dict) and "elements" in document:
        return overpass.read(document, reading)
    if isinstance(document, dict) and document.get("type") in ("FeatureCollection", "Feature"):
        return geojson.read(document, reading)
    raise UnreadableFile(f"{source.name} is JSON, but {_shape(document)}. {ACCEPTED}")


def _shape(document: object) -> str:
    if isinstance(document, dict):
        return f"its keys are {', '.join(sorted(map(str, document)))[:100] or 'none'}"
    return "a list of other things than OpenStreetMap elements"


def _other(start: bytes) -> str | None:
    """What the file is when it is surely none of ours."""
    for signature, name in _FOUND:
        if start.lower().startswith(signature.lower()):
            return name
    if any(byte < 32 and byte not in b"\t\n\r\f" for byte in start[:1024]):
        return "binary data of no known kind"
    return None


def _text(start: bytes) -> str:
    first = start[:1024].decode(errors="replace").splitlines()[0][:60]
    return f"text that begins with \u201c{first}\u201d"


Reader = Callable[[Source, Reading], Rows]
FORMATS: dict[str, Reader] = {
    "json": _read_json,
    "lines": lambda source, reading: lines.read(source.path, reading),
    "pbf": lambda source, reading: pbf.read(source.path, reading),
    "xml": lambda source, reading: osm_xml.read(source.path, source.encoding, reading),
    "table": lambda source, reading: table.read(source.path, reading, source.name),
}
