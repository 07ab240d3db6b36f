"""GeoParquet (https://geoparquet.org) as lines, by pyarrow (optional)."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import orjson
from shapely import from_wkb, to_geojson
from shapely.errors import ShapelyError

from cameras.importing.crs import System
from cameras.importing.unreadable import UnreadableFile


def is_parquet(start: bytes) -> bool:
    return start.startswith(b"PAR1")


def as_lines(path: Path, name: str, out: Path) -> System:
    """Write a feature of each row; returns the reference system."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        raise UnreadableFile(
            f"{name} is Parquet: pip install -r requirements-formats.txt, or ogr2ogr out.geojson {name}"
        ) from error
    try:
        file = parquet.ParquetFile(path)
        geo = json.loads((file.metadata.metadata or {}).get(b"geo", b"{}"))
        column = geo.get("primary_column", "")
        with out.open("wb") as lines:
            for batch in file.iter_batches():
                for row in _rows(batch.to_pylist(), column):
                    lines.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE, default=_text))
    except (ArrowException, OSError, ValueError) as error:
        raise UnreadableFile(f"{name} is Parquet that is damaged or cut off ({error}).") from error
    crs = geo.get("columns", {}).get(column, {}).get("crs")
    identity = crs.get("id") if isinstance(crs, dict) else None
    return System.of_text(f"{identity['authority']}:{identity['code']}") if identity else System()


def _rows(rows: list[dict[str, Any]], column: str) -> Iterator[dict[str, Any]]:
    for row in rows:
        if not column:
            yield {name: value for name, value in row.items() if not isinstance(value, bytes)}
            continue
        geometry = _geometry(row.pop(column))
        properties = {name: value for name, value in row.items() if not isinstance(value, bytes)}
        yield {
            "type": "Feature",
            "id": properties.pop("id", None),
            "geometry": geometry,
            "properties": properties,
        }


def _geometry(blob: Any) -> Any:
    if blob is None:
        return None
    try:
        return orjson.loads(to_geojson(from_wkb(blob)))
    except (ShapelyError, TypeError, ValueError):
        return {"type": "unreadable"}


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
