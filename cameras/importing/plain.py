"""Rows that are not OpenStreetMap objects: cells of a table, properties of a feature, by a column map."""

import re
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import Any

from cameras import lifecycle, vocabulary
from cameras.direction import parse_heading
from cameras.importing import FIELDS, KEYS, Reading, Row, UnreadableFile, attribute, positions, with_days
from cameras.importing.crs import require_degrees
from cameras.importing.words import VALUES, says_unknown
from cameras.osm import KINDS, clean_tags, describe, read_position
from cameras.persons import is_personal, without_control
from cameras.record import CameraRecord, Refused

POSITION = ("lat", "lon")
_LONGEST_ID = 60
_PAIR = re.compile(r'(?:[^,"]|"[^"]*")+')
_COLUMN = re.compile(r"\{([^{}]+)\}")
_SILENT = {field: getattr(CameraRecord("", 0, 0), field) for field in vocabulary.KEYS}


def parse_pairs(text: str, option: str) -> dict[str, str]:
    """Read `lat=Y,operator="Name, of it"` into a dictionary; raise ValueError with a sentence."""
    divide = str.rpartition if option == "--words" else str.partition
    pairs: dict[str, str] = {}
    for part in _PAIR.findall(text):
        name, _separator, value = divide(part.strip().strip('"'), "=")
        name, value = (" ".join(one.replace('"', "").split()) for one in (name, value))
        if not name or not value:
            raise ValueError(f"{option} {part.strip()}: write field=column, with a comma between two")
        if name in pairs:
            raise ValueError(f"{option} {name} is given twice")
        pairs[name] = value
    return pairs


def parse_map(text: str, *, what: str = "--map") -> dict[str, str]:
    """Read a map of fields, such as `lat=Y,lon=X,camera:type=Typ`; raise ValueError with a sentence."""
    pairs = parse_pairs(text, what)
    require_fields(pairs, what)
    return pairs


def require_fields(names: Iterable[str], option: str) -> None:
    """Raise ValueError at a name that no field and no OpenStreetMap key has that is read."""
    known = [*((*POSITION, "position") if option == "--map" else ()), *KEYS, "status"]
    for name in names:
        if name not in known and name not in FIELDS:
            raise ValueError(
                f"{option} {name}: known are {', '.join(known)}, and the OpenStreetMap keys that are "
                "read, such as camera:type"
            )


def require_readable(reading: Reading) -> None:
    """Raise ValueError when a constant cannot be read as its field: it would be unknown in every row."""
    for name, text in reading.constants.items():
        field = FIELDS[KEYS.get(name, name)]
        if field in VALUES:
            if not all(reading.words.understands(field, part) for part in text.split(";")):
                raise ValueError(f"--set {name}={text}: write one of {', '.join(sorted(VALUES[field]))}")
        elif not _tells(describe(with_days({KEYS.get(name, name): text})), field):
            raise ValueError(f"--set {name}={text}: that cannot be read as {field}")


def _tells(fields: Mapping[str, Any], field: str) -> bool:
    value = fields.get(field, _SILENT[field])
    return bool(parse_heading(value).arcs) if field == "direction" else value != _SILENT[field]


def columns_of_id(reading: Reading) -> list[str]:
    """The columns that make up the id: one, or those of a template such as `osm:node/{osm_id}`."""
    return _COLUMN.findall(reading.id_column) or [reading.id_column] * bool(reading.id_column)


def require_columns(reading: Reading, found: Iterable[str], name: str) -> None:
    """Raise UnreadableFile when the map names a column that is not there, or one that is never read."""
    known = list(found)
    missing = [one for one in (*reading.columns.values(), *columns_of_id(reading)) if one not in known]
    if missing:
        listed = ", ".join(known)[:300]
        raise UnreadableFile(f"{name} has no column {', '.join(missing)}. Its columns are: {listed}.")
    for field, column in reading.columns.items():
        if is_personal(column):
            raise UnreadableFile(
                f"--map {field}={column}: the column names or reaches a person, and nothing of it is read."
            )


def read_cells(
    reading: Reading,
    where: str,
    cells: Mapping[str, object],
    place: Callable[[], tuple[object, object]],
    own: str = "",
) -> Row:
    """Read one row by the map; every cell stays in the tags as it was, but the position and persons. `place`
    gives latitude and longitude, or raises Refused; `own` is the reference of a row without `--id`."""
    original = {key: value for key, value in clean_tags(cells).items() if value.strip()}
    kept = reading.texts(original)
    name = name_of(reading, cells) if reading.id_column else own
    try:
        placed = {reading.columns.get(field) for field in (*POSITION, "position")}
        tags = {key: value for key, value in original.items() if key not in placed}
        position = place()
        require_degrees(*position)
        latitude, longitude = read_position(*position)
        record = CameraRecord(
            name or _unnamed(reading, kept, latitude, longitude),
            latitude,
            longitude,
            **_fields(reading, kept),
            tags=tags,
        )
    except Refused as refusal:
        return where, attribute(refusal.with_traceback(None), name)
    return f"{where} ({record.external_ref})", record


def _fields(reading: Reading, cells: Mapping[str, str]) -> dict[str, Any]:
    mapped = reading.mapped(cells)
    if not mapped and "man_made" in cells:  # the tags of OpenStreetMap, without its id
        if why := lifecycle.why_no_camera(cells):
            raise Refused("not_a_camera", why)
        mapped = dict(cells)
    tags = reading.completed(mapped)
    if why := lifecycle.why_not_real(tags):
        raise Refused("not_a_camera", why)
    fields = describe(tags)
    _count_words(reading, cells, fields)
    return fields


def _count_words(reading: Reading, cells: Mapping[str, str], fields: Mapping[str, Any]) -> None:
    """Note the cells that left their field unknown."""
    for name, column in reading.columns.items():
        field = FIELDS.get(KEYS.get(name, name), "")
        text = cells.get(column, "")
        if not field or not text or says_unknown(text):
            continue
        if field in VALUES:
            understood = reading.words.understands(field, text) or (
                field == "watches" and fields["ownership_basis"] == "inferred"
            )
        else:
            understood = _tells(fields, field)
        reading.tally.add(field, column, text, understood)


def name_of(reading: Reading, cells: Mapping[str, object]) -> str:
    """The reference that the row's own id gives; "" without one. It may stand in a column that is personal
    elsewhere, such as `uid`: --id says that here it names the camera."""
    columns = columns_of_id(reading)
    texts = (str("" if cells.get(column) is None else cells[column]) for column in columns)
    parts = [without_control(reading.decoded(text)).strip() for text in texts]
    if not columns or not all(parts):
        return ""
    if columns == [reading.id_column]:
        return reference(reading, parts[0])
    name = reading.id_column
    for column, part in zip(columns, parts, strict=True):
        name = name.replace(f"{{{column}}}", part)
    return _osm_reference(name) if name.startswith("osm:") else reference(reading, name)


def _osm_reference(name: str) -> str:
    kind, _slash, number = name.removeprefix("osm:").partition("/")
    is_object = kind in KINDS and number.isascii() and number.isdecimal() and len(number) <= 18
    return f"osm:{kind}/{int(number)}" if is_object and int(number) else ""


def _unnamed(reading: Reading, cells: Mapping[str, str], lat: float, lon: float) -> str:
    """Without an id, what the row says is its name: the same row is the same camera next time."""
    if reading.id_column:
        raise Refused(
            "no_id", f"The row has nothing to make an id of in {', '.join(columns_of_id(reading))}."
        )
    return _hashed(reading, repr((lat, lon, sorted(cells.items()))))


def reference(reading: Reading, name: str) -> str:
    """The name of a camera within its dataset."""
    return f"{reading.dataset}:{name}" if len(name) <= _LONGEST_ID else _hashed(reading, name)


def _hashed(reading: Reading, text: str) -> str:
    return f"{reading.dataset}:{blake2b(text.encode(), digest_size=12).hexdigest()}"


def placed_by(reading: Reading, cells: Mapping[str, Any]) -> Callable[[], tuple[object, object]]:
    """The position that the columns of a row say."""

    def place() -> tuple[object, object]:
        lat, lon = positions.read_position(reading.columns, cells, reading.system)
        texts = (str(cells.get(column)) for field, column in reading.columns.items() if field in POSITION)
        reading.repaired["decimal_comma"] += isinstance(lat, float) and any("," in text for text in texts)
        return lat, lon

    return place


def find_position(reading: Reading, names: Iterable[str]) -> bool:
    """Take the columns of the position by their names where the map tells none; False when there are none."""
    if "position" in reading.columns or set(POSITION) <= reading.columns.keys():
        return True
    if reading.columns.keys() & set(POSITION):
        return False
    found = positions.find_columns(names)
    reading.columns = {**reading.columns, **found}
    return bool(found)
