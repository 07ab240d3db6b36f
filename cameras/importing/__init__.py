"""Files of other people into camera records: one reader per format, all alike.

A reader yields `(where, record or Refused)` for every object of its file, so that an import can tell each
refusal by its place. Nothing about the mappers (user, uid, changeset) is ever read.
"""

from collections.abc import Iterator, Mapping

from cameras.osm import read_element
from cameras.record import CameraRecord, Refused

Row = tuple[str, CameraRecord | Refused]
Rows = Iterator[Row]


class UnreadableFile(Exception):
    """A file that cannot be read at all; the message says what was found and what is accepted."""


def read_row(
    where: str, kind: object, osm_id: object, lat: object, lon: object, tags: Mapping[str, object]
) -> Row:
    """Read one OSM object; a refusal is a result here, for the other rows of the file go on."""
    try:
        return where, read_element(kind, osm_id, lat, lon, tags)
    except Refused as refusal:
        # Kept for the report of a whole file: the traceback would keep every frame and its tags alive.
        return where, refusal.with_traceback(None)
