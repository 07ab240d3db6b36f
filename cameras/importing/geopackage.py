"""GeoPackage (https://www.geopackage.org/spec/) as lines: an SQLite database with geometries in WKB."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson
from shapely import from_wkb, to_geojson
from shapely.errors import ShapelyError

from cameras.importing.crs import System
from cameras.importing.unreadable import UnreadableFile

_ENVELOPES = (0, 32, 48, 48, 64)  # bytes of the box between the header and the WKB, by its kind


def is_geopackage(start: bytes) -> bool:
    return start.startswith(b"SQLite format 3\0")


def as_lines(path: Path, name: str, out: Path, layer: str = "") -> System:
    """Write the only layer, or the one that is named, as features or flat objects one a line; returns the
    reference system."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            database.text_factory = lambda text: text.decode(errors="replace")
            table, srs = _layer(database, name, layer)
            system = _system(database, srs) if srs else System()
            with out.open("wb") as file:
                for value in _rows(database, table):
                    file.write(orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE))
            return system
    except sqlite3.Error as error:
        raise UnreadableFile(
            f"{name} is an SQLite database but no GeoPackage that can be read ({error})."
        ) from error


def _layer(database: sqlite3.Connection, name: str, layer: str) -> tuple[str, int]:
    found = database.execute(
        "SELECT table_name, srs_id FROM gpkg_contents WHERE data_type IN ('features', 'attributes') "
        "ORDER BY table_name"
    ).fetchall()
    chosen = [one for one in found if one[0] == layer] if layer else found
    if len(chosen) != 1:
        listed = ", ".join(table for table, _srs in found) or "none"
        raise UnreadableFile(f"{name} is a GeoPackage with the layers {listed}; say which: --layer NAME.")
    return str(chosen[0][0]), int(chosen[0][1] or 0)


def _system(database: sqlite3.Connection, srs: int) -> System:
    row = database.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys "
        "WHERE srs_id = ?",
        [srs],
    ).fetchone()
    if row is None or srs in (0, -1):  # none is told
        return System()
    organization, number, definition = row
    return System.of_text(
        f"{organization}:{number}" if str(organization).upper() == "EPSG" else str(definition)
    )


def _rows(database: sqlite3.Connection, table: str) -> Iterator[dict[str, Any]]:
    quoted = table.replace('"', '""')
    keys = {row[1] for row in database.execute(f'PRAGMA table_info("{quoted}")') if row[5]}
    column = database.execute(
        "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?", [table]
    ).fetchone()
    cursor = database.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608  a name of the file, quoted
    names = [one[0] for one in cursor.description]
    for row in cursor:
        cells = {name: value for name, value in zip(names, row, strict=True) if not isinstance(value, bytes)}
        if column is None:
            yield cells
            continue
        geometry = _geometry(row[names.index(column[0])])
        number = next((cells.pop(key) for key in keys if key in cells), None)
        yield {"type": "Feature", "id": number, "geometry": geometry, "properties": cells}


def _geometry(blob: Any) -> Any:
    """The geometry of a blob, without its header; what cannot be read is no geometry, to be refused."""
    if not isinstance(blob, bytes) or len(blob) < 8 or blob[:2] != b"GP":
        return None if blob is None else {"type": "unreadable"}
    kind = blob[3] >> 1 & 7
    if kind >= len(_ENVELOPES):
        return {"type": "unreadable"}
    try:
        return orjson.loads(to_geojson(from_wkb(blob[8 + _ENVELOPES[kind] :])))
    except (ShapelyError, ValueError):
        return {"type": "unreadable"}
