"""Lists of features as the bytes of a plain format: what a stream sends and what a published file holds.

A file is `head`, then the `body` of each list, then `tail`. A GeoJSON file without its tail does not parse,
so one that was cut cannot be taken for a whole one.
"""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from cameras.publishing.geojson import JSON_PROPERTIES, PROPERTIES, Feature
from web.spreadsheet import safe_cell

COLUMNS = ("id", "longitude", "latitude", *PROPERTIES)

Sources = Sequence[dict[str, str]]


@dataclass(frozen=True)
class Format:
    """`body(features, first)`: the bytes of a list of features, the first of the file or a later one."""

    name: str
    media_type: str
    body: Callable[[Sequence[Feature], bool], bytes]
    head: Callable[[Sources], bytes] = lambda sources: b""
    tail: bytes = b""


def _geojson_head(sources: Sources) -> bytes:
    return b'{"type":"FeatureCollection","sources":' + orjson.dumps(list(sources)) + b',"features":[\n'


def _geojson(features: Sequence[Feature], first: bool) -> bytes:
    return (b"" if first else b",\n") + b",\n".join(map(orjson.dumps, features))


def _lines(features: Sequence[Feature], first: bool) -> bytes:
    return b"".join(orjson.dumps(one, option=orjson.OPT_APPEND_NEWLINE) for one in features)


def _csv_head(sources: Sources) -> bytes:
    return _csv_rows([COLUMNS])


def _csv(features: Sequence[Feature], first: bool) -> bytes:
    return _csv_rows([_csv_row(one) for one in features])


def _csv_rows(rows: Sequence[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)  # RFC 4180
    return text.getvalue().encode()


def _csv_row(feature: Feature) -> list[Any]:
    """A cell for each of COLUMNS, by name; lists and tags as JSON."""
    values = dict(feature["properties"])
    for name in JSON_PROPERTIES:
        values[name] = orjson.dumps(values[name]).decode()
    known = map(values.__getitem__, PROPERTIES)
    cells = [safe_cell(one) if type(one) is str else one for one in known]
    return [feature["id"], *feature["geometry"]["coordinates"], *cells]


GEOJSON = Format("geojson", "application/geo+json", _geojson, _geojson_head, b"\n]}\n")
LINES = Format("geojsonl", "application/x-ndjson", _lines)
CSV = Format("csv", "text/csv; charset=utf-8", _csv, _csv_head)
