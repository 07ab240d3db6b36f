"""The reader for a file, chosen by what is in it: names and endings lie more often than first bytes."""

import re
from codecs import BOM_UTF8
from collections.abc import Callable
from html import unescape

import orjson

from cameras.importing import (
    Reading,
    Rows,
    UnreadableFile,
    csv_rows,
    documents,
    lines,
    osm_xml,
    overpass,
    pbf,
    table,
)
from cameras.importing.conversions import converted, root_of
from cameras.importing.crs import System
from cameras.importing.geojson import read_feature
from cameras.importing.overpass import require_whole
from cameras.importing.source import Source
from cameras.importing.unreadable import ACCEPTED
from cameras.importing.values import kind_of, read_value, require_map

__all__ = ["FORMATS", "UnreadableFile", "open_reader"]

# Enough for the first line of a file of lines and for the header of any format.
_HEAD = 64 * 1024
_PBF = b"\x0a\x09OSMHeader"
# What the first bytes betray, for a sentence that helps.
_FOUND = (
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first: 7z x FILE"),
    (b"Rar!", "a rar archive; unpack it first: unrar x FILE"),
    (b"fgb\x03", "a FlatGeobuf; convert it: ogr2ogr out.geojson FILE"),
    (b"\x00\x00\x27\x0a", "a part of a shapefile; convert it: ogr2ogr -t_srs EPSG:4326 out.geojson FILE.shp"),
    (b"%PDF", "a PDF; the data it was made from is wanted"),
    (b"<", "XML other than OpenStreetMap\u2019s, KML and GPX"),
    *((word, "JavaScript; the data alone is wanted") for word in (b"var ", b"let ", b"const ", b"function")),
    (b"version https://git-lfs", "a pointer of Git LFS instead of the file itself"),
)
_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def open_reader(source: Source, reading: Reading) -> Rows:
    """Return the rows of a file; raise UnreadableFile before the first row when it cannot be read."""
    if not reading.format:
        source = converted(source, reading)
    with source.path.open("rb") as file:
        head = file.read(_HEAD)
    start = head.removeprefix(BOM_UTF8).lstrip()
    if not start:
        raise UnreadableFile(f"{source.name} is empty. {ACCEPTED}")
    kind = reading.format or _format(source, reading, head, start)
    if reading.skip and kind != "table":
        raise UnreadableFile(f"{source.name} is no table: --skip is for rows above a header.")
    return FORMATS[kind](source, reading)


def _format(source: Source, reading: Reading, head: bytes, start: bytes) -> str:
    if head[4:15] == _PBF:
        return "pbf"
    if _is_osm_xml(start):
        return "xml"
    if start.startswith((b"{", b"[", lines.RECORD)):
        return "lines" if _is_lines(start, reading) else "json"
    found = _page(start) or _other(head, start)
    if found is None and csv_rows.sniff(source.path, reading.skip):
        return "table"
    raise UnreadableFile(f"{source.name} is {found or _text(start)}. {ACCEPTED}")


def _is_osm_xml(start: bytes) -> bool:
    """Say whether the first element of an XML file is <osm>."""
    while start.startswith((b"<?", b"<!--")):
        _comment, _end, start = start.partition(b"?>" if start.startswith(b"<?") else b"-->")
        start = start.lstrip()
    return start.startswith((b"<osm ", b"<osm>"))


def _is_lines(start: bytes, reading: Reading) -> bool:
    """Say whether the first line alone is a whole object, or records are marked as such."""
    if start.startswith(lines.RECORD):
        return True
    try:
        value = orjson.loads(lines.first_line(start))
    except orjson.JSONDecodeError:
        return False
    return bool(kind_of(value, reading))


def _read_json(source: Source, reading: Reading) -> Rows:
    path, about = source.path, documents.outline(source.path, source.name)
    if about.values > 1:
        return lines.read_values(path, reading, about.values)
    if "" in about.lists:
        return _read_list(source, reading, "item", about.lists[""])
    if "elements" in about.names:
        require_whole(str(about.members.get("remark", "")))
        if "elements" not in about.lists:
            raise UnreadableFile(f"{source.name} is damaged or cut off: it holds no list of elements.")
        reading.count_rows = lambda: about.lists["elements"]
        return overpass.read(path, "elements.item", reading)
    if about.members.get("type") in ("FeatureCollection", "Feature"):
        return _read_features(source, reading, about)
    keys = ", ".join(sorted(about.names))[:100] or "none"
    raise UnreadableFile(f"{source.name} is JSON, but its keys are {keys}. {ACCEPTED}")


def _read_list(source: Source, reading: Reading, prefix: str, count: int) -> Rows:
    kinds = (kind_of(value, reading) for value in documents.items(source.path, prefix))
    kind = next(filter(None, kinds), "element" if count == 0 else "")
    if not kind:
        raise UnreadableFile(
            f"{source.name} is JSON, but a list of other things than OpenStreetMap elements, features or "
            f"objects with lat and lon. {ACCEPTED}"
        )
    reading.count_rows = lambda: count
    if kind == "element":
        return overpass.read(source.path, prefix, reading)
    return _read_values(source, reading, prefix, kind)


def _read_features(source: Source, reading: Reading, about: documents.Outline) -> Rows:
    if not reading.system:
        reading.system = System.of_geojson(documents.plain(about.members.get("crs")))
        reading.system.require()
    if about.members["type"] == "Feature":
        reading.count_rows = lambda: 1
        return _read_values(source, reading, "", "feature")
    if "features" not in about.lists:
        raise UnreadableFile("The GeoJSON holds no list of features.")
    reading.count_rows = lambda: about.lists["features"]
    return _read_values(source, reading, "features.item", "feature")


def _read_values(source: Source, reading: Reading, prefix: str, kind: str) -> Rows:
    if reading.has_map:
        require_map(reading, documents.items(source.path, prefix), source.name)
    read = read_feature if kind == "feature" else read_value
    values = enumerate(documents.items(source.path, prefix), start=1)
    return (read(reading, f"{kind} {n}", value) for n, value in values)


def _page(start: bytes) -> str | None:
    """What a web page says: servers answer so when they are too busy."""
    if root_of(start) != "html" and not start[:14].lower().startswith(b"<!doctype html"):
        return None
    text = " ".join(unescape(_MARKUP.sub(" ", start.decode(errors="replace"))).split())
    said = f"; it says: {text[:300]}" if text else ""
    return f"a web page, perhaps the error page of a server{said}"


def _other(head: bytes, start: bytes) -> str | None:
    """What the file is when it is surely none of ours."""
    if head[257:262] == b"ustar":
        return "a tar archive; unpack it first: tar xf FILE"
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
