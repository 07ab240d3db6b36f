"""The reader for a file, chosen by what is in it: names and endings lie more often than first bytes."""

from codecs import BOM_UTF8
from pathlib import Path

import orjson

from cameras.importing import Rows, UnreadableFile, geojson, overpass, pbf
from cameras.osm import KINDS

__all__ = ["UnreadableFile", "open_reader"]

ACCEPTED = (
    "Accepted are Overpass JSON (an object with elements, a list of elements or one element a line), "
    "GeoJSON of OpenStreetMap objects, and OpenStreetMap extracts (.osm.pbf, .osm)."
)
# Enough for the first line of a file of lines and for the header of any format.
_HEAD = 64 * 1024
_PBF = b"\x0a\x09OSMHeader"
# What the first bytes betray, for a sentence that helps.
_FOUND = (
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"BZh", "a bzip2 archive; unpack it first"),
    (b"PK\x03\x04", "a zip archive; unpack it first"),
    (b"\xff\xfe", "text in UTF-16; save it as UTF-8"),
    (b"\xfe\xff", "text in UTF-16; save it as UTF-8"),
    (b"<!doctype", "a web page, perhaps the error page of a server"),
    (b"<html", "a web page, perhaps the error page of a server"),
    (b"<", "XML other than OpenStreetMap\u2019s"),
    (b"version https://git-lfs", "a pointer of Git LFS instead of the file itself"),
)


def open_reader(path: Path | str) -> Rows:
    """Return the rows of a file; raise UnreadableFile before the first row when it cannot be read."""
    path = Path(path)
    head = _head(path)
    if head[4:15] == _PBF:
        return pbf.read(path, "pbf")
    start = head.removeprefix(BOM_UTF8).lstrip()
    if not start:
        raise UnreadableFile(f"{path.name} is empty. {ACCEPTED}")
    if _is_osm_xml(start):
        return pbf.read(path, "xml")
    if not start.startswith((b"{", b"[")):
        raise UnreadableFile(f"{path.name} is {_found(start)}. {ACCEPTED}")
    if _is_lines(start):
        return overpass.read_lines(path)
    return _read_json(path)


def _head(path: Path) -> bytes:
    """Return the first bytes of a file that exists and is a file."""
    if path.is_dir():
        raise UnreadableFile(f"{path.name} is a folder; name one file in it. {ACCEPTED}")
    if path.exists() and not path.is_file():
        # Extracts are read twice, which a pipe cannot be.
        raise UnreadableFile(f"{path} is not a regular file. {ACCEPTED}")
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except FileNotFoundError:
        raise UnreadableFile(f"There is no file {path}.") from None
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"{path} cannot be opened: {error}.") from error


def _is_osm_xml(start: bytes) -> bool:
    """Say whether the first element of an XML file is <osm>."""
    while start.startswith((b"<?", b"<!--")):
        _comment, _end, start = start.partition(b"?>" if start.startswith(b"<?") else b"-->")
        start = start.lstrip()
    return start.startswith((b"<osm ", b"<osm>"))


def _is_lines(start: bytes) -> bool:
    """Say whether the first line alone is an OSM object."""
    first = start.partition(b"\n")[0]
    try:
        element = orjson.loads(first)
    except orjson.JSONDecodeError:
        return False
    return _is_object(element)


def _is_object(element: object) -> bool:
    return isinstance(element, dict) and str(element.get("type")) in KINDS


def _read_json(path: Path) -> Rows:
    try:
        document = orjson.loads(path.read_bytes().removeprefix(BOM_UTF8))
    except orjson.JSONDecodeError as error:
        raise UnreadableFile(f"{path.name} begins like JSON but is damaged or cut off ({error}).") from error
    if isinstance(document, list) and (not document or any(map(_is_object, document))):
        return overpass.read(document)
    if isinstance(document, dict) and "elements" in document:
        return overpass.read(document)
    if isinstance(document, dict) and document.get("type") in ("FeatureCollection", "Feature"):
        return geojson.read(document)
    raise UnreadableFile(f"{path.name} is JSON, but {_shape(document)}. {ACCEPTED}")


def _shape(document: object) -> str:
    if isinstance(document, dict):
        return f"its keys are {', '.join(sorted(map(str, document)))[:100] or 'none'}"
    return "a list of other things than OpenStreetMap elements"


def _found(start: bytes) -> str:
    for signature, name in _FOUND:
        if start.lower().startswith(signature.lower()):
            return name
    sample = start[:1024]
    if any(byte < 32 and byte not in b"\t\n\r\f" for byte in sample):
        return "binary data of no known kind"
    first = sample.decode(errors="replace").splitlines()[0][:60]
    return f"text that begins with \u201c{first}\u201d"
