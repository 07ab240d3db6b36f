"""Cameras out of a whole OSM extract in PBF, without keeping the extract in memory."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from osmium import FileProcessor
from osmium.filter import EntityFilter, IdFilter, KeyFilter
from osmium.io import File
from osmium.osm import NODE, RELATION, WAY, Node, Relation, TagList, Way

from cameras.importing import Reading, Rows, UnreadableFile
from cameras.importing.overpass import middle, read_object
from cameras.osm.lifecycle import PREFIXES, concerns_cameras

# What an object that concerns cameras has at least one of; a first sieve before Python sees it.
_KEYS = KeyFilter(
    "man_made", "surveillance", "surveillance:type",
    *(f"{prefix}:{key}" for prefix in sorted(PREFIXES) for key in ("man_made", "surveillance")),
)  # fmt: skip
# As an element of Overpass JSON; `nodes` are the references of a way.
Element = dict[str, Any]


def read(path: Path, reading: Reading) -> Rows:
    """Read every object whose man_made names surveillance.

    The whole file is decoded once before the first row is given, so a damaged file gives none.
    """
    reading.require_no_map("An OpenStreetMap extract")
    file = File(path, "pbf")
    try:
        if FileProcessor(file).header.has_multiple_object_versions:
            raise UnreadableFile(
                "The file holds the history of its objects; an extract of one day is accepted."
            )
        outlines = list(_outlines(file))
    except (RuntimeError, ValueError) as error:
        raise UnreadableFile(f"The OpenStreetMap extract is damaged or cut off ({error}).") from error
    return _numbered(file, outlines, reading)


def _numbered(file: File, outlines: list[Element], reading: Reading) -> Rows:
    elements = enumerate(_objects(file, outlines), start=1)
    return (read_object(reading, f"element {number}", element) for number, element in elements)


def _objects(file: File, outlines: list[Element]) -> Iterator[Element]:
    """Give the nodes, then the ways by the centre of their nodes; relations have none in such a file."""
    for node in FileProcessor(file, NODE).with_filter(_KEYS):
        if isinstance(node, Node) and concerns_cameras(_tags(node.tags)):
            lat, lon = middle([_degrees(node)])
            yield {**_element("node", node), "lat": lat, "lon": lon}
    places = _places(file, {ref for outline in outlines for ref in outline["nodes"]})
    for outline in outlines:
        lat, lon = middle([places[ref] for ref in outline["nodes"] if ref in places])
        yield {**outline, "center": {"lat": lat, "lon": lon}}


def _element(kind: str, item: Node | Way | Relation) -> Element:
    """An object without its place. Extracts without metadata have version 0 and the time 1970."""
    known = {"version": item.version, "timestamp": item.timestamp} if item.version else {}
    return {"type": kind, "id": item.id, "tags": _tags(item.tags), "visible": item.visible, **known}


def _outlines(file: File) -> Iterator[Element]:
    # Nodes are decoded too and left to the filter: this pass is also the check of the whole file.
    drawn = FileProcessor(file).with_filter(_KEYS).with_filter(EntityFilter(WAY | RELATION))
    for item in drawn:
        if isinstance(item, Way) and concerns_cameras(_tags(item.tags)):
            yield {**_element("way", item), "nodes": [node.ref for node in item.nodes]}
        elif isinstance(item, Relation) and concerns_cameras(_tags(item.tags)):
            yield {**_element("relation", item), "nodes": []}


def _places(file: File, ids: set[int]) -> dict[int, tuple[float, float] | None]:
    """Look up the positions of a few nodes; most extracts have no camera that needs any."""
    if not ids:
        return {}
    nodes = FileProcessor(file, NODE).with_filter(IdFilter(ids))
    return {node.id: _degrees(node) for node in nodes if isinstance(node, Node)}


def _degrees(node: Node) -> tuple[float, float] | None:
    return (node.location.lat, node.location.lon) if node.location.valid() else None


def _tags(tags: TagList) -> dict[str, str]:
    return {tag.k: tag.v for tag in tags}
