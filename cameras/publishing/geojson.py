"""Cameras as GeoJSON (RFC 7946). The only place of the registry with longitude before latitude."""

from collections.abc import Iterator
from typing import Any

import orjson
from django.db.models import F, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Substr

from cameras.models import CameraQuerySet
from cameras.osm.fields import PUBLISHED, Field, Kind

# Every property is always present, null or empty when nothing is known: a reader that infers its columns
# from the first features would lose the others.
PROPERTIES = tuple(field.name for field in PUBLISHED)
JSON_PROPERTIES = tuple(field.name for field in PUBLISHED if field.kind in (Kind.WORDS, Kind.TAGS))
_EXPRESSIONS: dict[str, Combinable] = {
    "changed_on": Substr(Cast("changed_at", TextField()), 1, 10),
    "dataset": F("dataset__slug"),
    "licence": F("dataset__licence"),
    "attribution": F("dataset__attribution"),
}


def _column(field: Field) -> str | Combinable:
    """Days and JSON as the text that they are in the database: making a date only to write it again, and the
    JSON field's own reader, took half the time of a whole export."""
    if field.name in _EXPRESSIONS:
        return _EXPRESSIONS[field.name]
    is_text = field.kind is Kind.DAY or field.name in JSON_PROPERTIES
    return Cast(field.name, TextField()) if is_text else field.name


COLUMNS: tuple[str | Combinable, ...] = ("id", "longitude", "latitude", *map(_column, PUBLISHED))

Feature = dict[str, Any]


def feature(row: tuple[Any, ...]) -> Feature:
    """One row of `COLUMNS` as a Feature; days as ISO text, never times."""
    camera_id, lon, lat, *values = row
    properties = dict(zip(PROPERTIES, values, strict=True))
    # null, of most: the one dataset alone
    properties["sources"] = properties["sources"] or orjson.dumps([properties["dataset"]])
    for name in JSON_PROPERTIES:
        properties[name] = orjson.loads(properties[name])
    return {
        "type": "Feature",
        "id": camera_id,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": properties,
    }


def features(cameras: CameraQuerySet, *, after: int = 0, skip: int = 0, count: int) -> list[Feature]:
    """The next `count` cameras by id, behind `skip` of them."""
    rows = cameras.after(after).values_list(*COLUMNS)[skip : skip + count]
    return [feature(row) for row in rows]


def walk(cameras: CameraQuerySet, *, step: int = 1000) -> Iterator[list[Feature]]:
    """All cameras in lists of `step`, each its own query: memory stays the same for any number of rows, and
    no transaction stays open (under SQLite one would block every writer)."""
    last = 0
    while batch := features(cameras, after=last, count=step):
        yield batch
        last = batch[-1]["id"]
