"""Files of other people into camera records: one reader per format, all alike.

A reader yields `(where, record or Refused)` for every object of its file, so that an import can tell each
refusal by its place. Nothing about the mappers (user, uid, changeset) is ever read.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import datetime
from functools import cached_property
from typing import Any

from cameras import vocabulary
from cameras.importing.crs import System
from cameras.importing.text import decoded_once, degrees, read_day, read_time
from cameras.importing.unreadable import UnreadableFile as UnreadableFile
from cameras.importing.words import Tally, WordList
from cameras.osm import read_element
from cameras.record import CameraRecord, Refused

# The OpenStreetMap key that holds a field, and the field that a key tells.
KEYS = {field: keys[0] for field, keys in vocabulary.KEYS.items()}
FIELDS = {**{key: field for field, keys in vocabulary.KEYS.items() for key in keys}, "status": "status"}

DAYS = frozenset({"start_date", "end_date", "check_date", "survey:date"})

Edition = tuple[int | None, datetime | None]  # version of an object in its source, and its time (UTC)
NO_EDITION: Edition = (None, None)
_VERSIONS = 1 << 31

Row = tuple[str, CameraRecord | Refused]
Rows = Iterator[Row]


# Reasons after which the row's camera, if there was one, is none any more.
GONE = frozenset({"guard", "not_a_camera", "empty"})


@dataclass
class Reading:
    """How a file is to be read, and what the readers put right on the way.

    `columns` says which column of a table (or property of a feature) holds a field: "lat", "lon", a field of
    the record, or an OpenStreetMap key. `constants` are fields that hold for every row that does not say
    them itself. `words` are what the cells of such columns may say.
    """

    dataset: str = ""
    format: str = ""  # empty: told by the content
    encoding: str = ""  # empty: told by the content
    columns: Mapping[str, str] = default(default_factory=dict)
    constants: Mapping[str, str] = default(default_factory=dict)
    id_column: str = ""
    decoded_twice: bool = False  # told of a whole table by its reader; OpenStreetMap's and JSON never are
    layer: str = ""  # which sheet of a workbook, layer of a GeoPackage, file of an archive
    skip: int = 0  # rows of a table above its header
    month_first: bool = False  # 12/31/2019
    system: System = System()  # noqa: RUF009  immutable
    words: WordList = default(default_factory=WordList)
    tally: Tally = default(default_factory=Tally)
    repaired: Counter[str] = default(default_factory=Counter)  # by kind: decimal_comma, mojibake
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
            "words": self.words.added,
            "system": self.system.code,
            "layer": self.layer,
            "skip": self.skip,
            "month_first": self.month_first,
        }

    @cached_property
    def _defaults(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Key and value of each constant, and the keys that would say the same."""
        told = []
        for name, text in self.constants.items():
            key = KEYS.get(name, name)
            value = self.words.translated(FIELDS.get(key, ""), text)
            told.append((key, value, vocabulary.KEYS.get(FIELDS.get(key, ""), (key,))))
        return told

    @cached_property
    def completes(self) -> Callable[[Mapping[str, str]], Mapping[str, str]] | None:
        """What --map, --set and --words make of the tags of an object; None when none is given."""
        if not (self.columns or self.constants or self.words.added):
            return None
        return lambda tags: self.completed({**tags, **self.mapped(tags)})

    def mapped(self, cells: Mapping[str, str]) -> dict[str, str]:
        """What the mapped columns say, by OpenStreetMap key and in words that describe() knows."""
        told = {}
        for field, column in self.columns.items():
            key = KEYS.get(field, field)
            if key in FIELDS and column in cells:
                told[key] = self.words.translated(FIELDS[key], cells[column])
        return {key: text for key, text in with_days(told, self.month_first).items() if text}

    def completed(self, tags: Mapping[str, str]) -> Mapping[str, str]:
        """The tags with the constants where they say nothing themselves, in words that describe() knows."""
        if self.words.added:
            tags = {key: self.words.translated(FIELDS.get(key, ""), text) for key, text in tags.items()}
        defaults = {key: text for key, text, keys in self._defaults if not any(map(tags.get, keys))}
        return {**tags, **defaults}

    @property
    def has_map(self) -> bool:
        return bool(self.columns or self.id_column)

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
        fixed = {key: self.decoded(text) for key, text in cells.items()}
        self.repaired["mojibake"] += fixed != cells
        return fixed

    def decoded(self, text: str) -> str:
        return decoded_once(text) if self.decoded_twice else text

    def require_no_map(self, kind: str) -> None:
        """Objects of OpenStreetMap have a name and tags of their own: a map would be passed over."""
        options: tuple[tuple[str, object], ...] = (
            ("--map", self.columns),
            ("--id", self.id_column),
            ("--crs", self.system.code),
            ("--dates", self.month_first),
        )
        given = [option for option, value in options if value]
        if given:
            raise UnreadableFile(
                f"{kind} is read by the ids and tags of OpenStreetMap: {' and '.join(given)} is for tables "
                "and plain GeoJSON. --set and --words hold for it."
            )


def with_days(tags: dict[str, str], month_first: bool = False) -> dict[str, str]:
    """Days as tables write them in the form of OpenStreetMap; what is no day goes."""
    for key in DAYS & tags.keys():
        day = read_day(tags[key], month_first)
        # Of an end less than a day is enough to know: the year, the month.
        tags[key] = day.isoformat() if day else tags[key] if key == "end_date" else ""
    return tags


def edition(version: object, timestamp: object) -> Edition:
    """The version of an object and its time, as numbers and texts of files; None where they tell none."""
    if version is None and timestamp is None:
        return NO_EDITION
    number = int(version) if isinstance(version, int | str) and str(version).isdecimal() else 0
    return (number if 0 < number < _VERSIONS else None), read_time(timestamp)


def attribute(refusal: Refused, ref: str, edition: Edition = NO_EDITION) -> Refused:
    """Say of which camera a refused row speaks: one whose row is damaged, or one that is none any more."""
    if refusal.reason in GONE:
        refusal.gone_ref, (refusal.version, refusal.timestamp) = ref, edition
    else:
        refusal.external_ref = ref
    return refusal


def read_row(
    reading: Reading,
    where: str,
    kind: object,
    osm_id: object,
    position: tuple[object, object],
    tags: Mapping[str, object],
    edition: Edition = NO_EDITION,
) -> Row:
    """Read one OSM object; a refusal is a result here, for the other rows of the file go on."""
    try:
        place = reading.position(*position)
        return where, read_element(kind, osm_id, *place, tags, reading.completes, edition)
    except Refused as refusal:
        attribute(refusal, f"osm:{kind}/{osm_id}", edition)
        # Kept for the report of a whole file: the traceback would keep every frame and its tags alive.
        return where, refusal.with_traceback(None)
