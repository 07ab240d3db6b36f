"""Rows that are not OpenStreetMap objects: cells of a table, properties of a feature, by a column map."""

import csv
from collections.abc import Mapping
from hashlib import blake2b

from cameras import vocabulary
from cameras.importing import GONE, Reading, Row, UnreadableFile
from cameras.importing.text import read_day
from cameras.osm import clean_tags, describe, read_position
from cameras.record import CameraRecord, Refused

POSITION = ("lat", "lon")
# The fields a column may hold, by the OpenStreetMap key that they are read from.
KEYS = {field: keys[0] for field, keys in vocabulary.KEYS.items()}
_DAYS = frozenset({"start_date", "end_date", "check_date", "survey:date"})
_LONGEST_ID = 60


def parse_map(text: str, *, what: str = "--map") -> dict[str, str]:
    """Read `lat=Y,lon=X,operator="Name, of it"` into {field: column}; raise ValueError with a sentence."""
    pairs = {}
    for part in next(csv.reader([text], skipinitialspace=True, quotechar='"'), []) if text else []:
        field, separator, column = part.partition("=")
        if not separator or not field.strip() or not column.strip():
            raise ValueError(f"{what} {part}: write field=column, with a comma between two")
        pairs[field.strip()] = column.strip().strip('"')
    for field in pairs:
        if field not in POSITION and field not in KEYS and ":" not in field and field != "man_made":
            known = ", ".join([*POSITION, *KEYS])
            raise ValueError(f"{what} {field}: known are {known}, and OpenStreetMap keys such as camera:type")
    return pairs


def require_columns(reading: Reading, found: list[str], name: str) -> None:
    """Raise UnreadableFile when the map names a column that is not there, or no position."""
    wanted = [*reading.columns.values(), *([reading.id_column] if reading.id_column else [])]
    missing = [column for column in wanted if column not in found]
    listed = ", ".join(found)[:300]
    if missing:
        raise UnreadableFile(f"{name} has no column {', '.join(missing)}. Its columns are: {listed}.")


def read_cells(
    reading: Reading, where: str, cells: Mapping[str, object], position: tuple[object, object]
) -> Row:
    """Read one row by the map; every cell stays in the tags as it was, but the position and persons."""
    original = {key: value for key, value in clean_tags(cells).items() if value.strip()}
    kept = reading.texts(original)
    try:
        placed = {reading.columns.get(field) for field in POSITION}
        tags = {key: value for key, value in original.items() if key not in placed}
        latitude, longitude = read_position(*reading.position(*position))
        record = CameraRecord(
            _reference(reading, kept, latitude, longitude),
            latitude,
            longitude,
            **describe(_osm_tags(reading, kept)),
            tags=tags,
        )
    except Refused as refusal:
        return where, named(reading, refusal.with_traceback(None), kept)
    return f"{where} ({record.external_ref})", record


def named(reading: Reading, refusal: Refused, cells: Mapping[str, object]) -> Refused:
    """Say in the refusal which camera the row speaks of, where its id can be read."""
    name = cells.get(reading.id_column)
    if isinstance(name, str) and name.strip() and refusal.reason not in GONE:
        refusal.external_ref = _own_reference(reading, name.strip())
    return refusal


def _osm_tags(reading: Reading, cells: Mapping[str, str]) -> dict[str, str]:
    tags = {KEYS.get(field, field): value for field, value in reading.constants.items()}
    for field, column in reading.columns.items():
        if field not in POSITION and column in cells:
            tags[KEYS.get(field, field)] = cells[column]
    for key in _DAYS & tags.keys():
        day = read_day(tags[key])
        # Of an end less than a day is enough to know: the year, the month.
        tags[key] = day.isoformat() if day else tags[key] if key == "end_date" else ""
    return tags


def _reference(reading: Reading, cells: Mapping[str, str], lat: float, lon: float) -> str:
    """The row's own id; without one, what the row says: the same row is the same camera next time."""
    if reading.id_column:
        name = cells.get(reading.id_column, "").strip()
        if not name:
            raise Refused("no_id", f"The row has nothing in the column {reading.id_column}.")
        return _own_reference(reading, name)
    return _hashed(reading, repr((lat, lon, sorted(cells.items()))))


def _own_reference(reading: Reading, name: str) -> str:
    return f"{reading.dataset}:{name}" if len(name) <= _LONGEST_ID else _hashed(reading, name)


def _hashed(reading: Reading, text: str) -> str:
    return f"{reading.dataset}:{blake2b(text.encode(), digest_size=12).hexdigest()}"
