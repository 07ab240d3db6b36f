"""Files of other people into camera records: one reader per format, all alike.

A reader yields `(where, record or Refused)` for every object of its file, so that an import can tell each
refusal by its place. Nothing about the mappers (user, uid, changeset) is ever read.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cameras.importing.text import decoded_once, degrees
from cameras.osm import read_element
from cameras.record import CameraRecord, Refused

Row = tuple[str, CameraRecord | Refused]
Rows = Iterator[Row]


# Reasons after which the row's camera, if there was one, is none any more.
GONE = frozenset({"guard", "not_a_camera", "empty"})


class UnreadableFile(Exception):
    """A file that cannot be read at all; the message says what was found and what is accepted."""


@dataclass
class Reading:
    """How a file is to be read, and what the readers put right on the way.

    `columns` says which column of a table (or property of a feature) holds a field: "lat", "lon", a field of
    the record, or an OpenStreetMap key. `constants` are fields that are the same in every row.
    """

    dataset: str = ""
    format: str = ""  # empty: told by the content
    encoding: str = ""  # empty: told by the content
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    id_column: str = ""
    decoded_twice: bool = False  # told of a whole table by its reader; OpenStreetMap's and JSON never are
    repaired: Counter[str] = field(default_factory=Counter)  # by kind: decimal_comma, mojibake
    # How many rows the file holds, None where only its end tells. May read the whole file: ask once at most.
    count_rows: Callable[[], int | None] = lambda: None

    @property
    def options(self) -> dict[str, Any]:
        """Everything that makes another record of the same row, ready for JSON."""
        return {
            "format": self.format,
            "encoding": self.encoding,
            "columns": dict(self.columns),
            "constants": dict(self.constants),
            "id_column": self.id_column,
        }

    def position(self, lat: object, lon: object) -> tuple[object, object]:
        """Read texts as numbers; what is no number stays, to be refused."""
        if type(lat) is not str and type(lon) is not str:
            return lat, lon
        (lat, comma), (lon, other) = degrees(lat), degrees(lon)
        self.repaired["decimal_comma"] += comma or other
        return lat, lon

    def texts(self, cells: Mapping[str, str]) -> Mapping[str, str]:
        """The cells of a table, put right where the whole table was decoded twice."""
        if not self.decoded_twice:
            return cells
        fixed = {key: decoded_once(text) for key, text in cells.items()}
        self.repaired["mojibake"] += fixed != cells
        return fixed


def read_row(
    reading: Reading,
    where: str,
    kind: object,
    osm_id: object,
    position: tuple[object, object],
    tags: Mapping[str, object],
) -> Row:
    """Read one OSM object; a refusal is a result here, for the other rows of the file go on."""
    try:
        return where, read_element(kind, osm_id, *reading.position(*position), tags)
    except Refused as refusal:
        if refusal.reason not in GONE:
            refusal.external_ref = f"osm:{kind}/{osm_id}"
        # Kept for the report of a whole file: the traceback would keep every frame and its tags alive.
        return where, refusal.with_traceback(None)
