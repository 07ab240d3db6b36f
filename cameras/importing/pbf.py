"""Cameras out of a whole OSM extract in PBF, without keeping the extract in memory."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from osmium import FileProcessor
from osmium.filter import EntityFilter, IdFilter, KeyFilter
from osmium.io import File
from osmium.osm import NODE, RELATION, WAY, Node, Relation, TagList, Way

from cameras.importing import Reading, Rows, UnreadableFile, read_row
from cameras.lifecycle import PREFIXES, concerns_cameras

# What an object that concerns cameras has at least one of; a first sieve before Python sees it.
_KEYS = KeyFilter(
    "man_made", "surveillance", "surveillance:type",
    *(f"{prefix}:{key}" for prefix in sorted(PREFIXES) for key in ("man_made", "surveillance")),
)  # fmt: skip
# A camera that is not a node: kind, id, tags, and the nodes it is drawn with.
Outline = tuple[str, int, dict[str, str], list[int]]


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


def _numbered(file: File, outlines: list[Outline], reading: Reading) -> Rows:
    for number, (kind, osm_id, tags, lat, lon) in enumerate(_objects(file, outlines), start=1):
        yield read_row(reading, f"element {number} ({kind}/{osm_id})", kind, osm_id, (lat, lon), tags)


def _objects(
    file: File, outlines: list[Outline]
) -> Iterator[tuple[str, int, dict[str, str], float | None, float | None]]:
    """Give the nodes, then the ways by the centre of their nodes; relations have none in such a file."""
    for node in FileProcessor(file, NODE).with_filter(_KEYS):
        if isinstance(node, Node) and concerns_cameras(_tags(node.tags)):
            yield "node", node.id, _tags(node.tags), *middle([_degrees(node)])
    places = _places(file, {ref for *_, refs in outlines for ref in refs})
    for kind, osm_id, tags, refs in outlines:
        yield kind, osm_id, tags, *middle([places[ref] for ref in refs if ref in places])


def _outlines(file: File) -> Iterator[Outline]:
    # Nodes are decoded too and left to the filter: this pass is also the check of the whole file.
    drawn = FileProcessor(file).with_filter(_KEYS).with_filter(EntityFilter(WAY | RELATION))
    for item in drawn:
        if isinstance(item, Way) and concerns_cameras(_tags(item.tags)):
            yield "way", item.id, _tags(item.tags), [node.ref for node in item.nodes]
        elif isinstance(item, Relation) and concerns_cameras(_tags(item.tags)):
            yield "relation", item.id, _tags(item.tags), []


def _places(file: File, ids: set[int]) -> dict[int, tuple[float, float] | None]:
    """Look up the positions of a few nodes; most extracts have no camera that needs any."""
    if not ids:
        return {}
    nodes = FileProcessor(file, NODE).with_filter(IdFilter(ids))
    return {node.id: _degrees(node) for node in nodes if isinstance(node, Node)}


def _degrees(node: Node) -> tuple[float, float] | None:
    return (node.location.lat, node.location.lon) if node.location.valid() else None


def middle(places: Iterable[tuple[float, float] | None]) -> tuple[float | None, float | None]:
    """Return the middle of the box around some positions, which is what Overpass calls the centre."""
    known = [place for place in places if place is not None]
    if not known:
        return None, None
    lats, lons = zip(*known, strict=True)
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def _tags(tags: TagList) -> dict[str, str]:
    return {tag.k: tag.v for tag in tags}
