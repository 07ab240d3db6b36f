"""Cameras as GeoJSON (RFC 7946). The only place of the registry with longitude before latitude."""

from collections.abc import Iterator
from typing import Any

import orjson
from django.db.models import F, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Substr

from cameras.models import CameraQuerySet

# Every property is always present, null or empty when nothing is known: a reader that infers its columns
# from the first features would lose the others.
PROPERTIES = (
    "ownership", "ownership_basis", "operator", "device", "shape", "watches", "zone", "mount", "direction",
    "angle", "height", "manufacturer", "model", "software", "capabilities", "installed_on", "removed_on",
    "observed_on", "last_confirmed_on", "status", "external_ref", "tags", "version", "sources",
)  # fmt: skip
# Days and JSON come as the text that they are in the database: making a date only to write it again, and the
# JSON field's own reader, took half the time of a whole export.
_AS_TEXT = (
    "capabilities",
    "installed_on",
    "removed_on",
    "observed_on",
    "last_confirmed_on",
    "tags",
    "sources",
)
_SOURCE: dict[str, Combinable] = {
    "changed_on": Substr(Cast("changed_at", TextField()), 1, 10),
    "dataset": F("dataset__slug"),
    "licence": F("dataset__licence"),
    "attribution": F("dataset__attribution"),
}
_NAMES = (*PROPERTIES, *_SOURCE)
COLUMNS: tuple[str | Combinable, ...] = (
    "id", "longitude", "latitude",
    *(Cast(name, TextField()) if name in _AS_TEXT else name for name in PROPERTIES),
    *_SOURCE.values(),
)  # fmt: skip

Feature = dict[str, Any]


def feature(row: tuple[Any, ...]) -> Feature:
    """One row of `COLUMNS` as a Feature; days as ISO text, never times."""
    camera_id, lon, lat, *values = row
    properties = dict(zip(_NAMES, values, strict=True))
    properties["capabilities"] = orjson.loads(properties["capabilities"])
    properties["tags"] = orjson.loads(properties["tags"])
    listing = properties["sources"]  # null, of most: the one dataset alone
    properties["sources"] = orjson.loads(listing) if listing else [properties["dataset"]]
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
    while found := features(cameras, after=last, count=step):
        yield found
        last = found[-1]["id"]
