"""Cameras as GeoJSON (RFC 7946). The only place of the registry with longitude before latitude."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from cameras.models import CameraQuerySet

# Every property is always present, null or empty when nothing is known: a reader that infers its columns
# from the first features would lose the others.
PROPERTIES = (
    "ownership", "ownership_basis", "operator", "device", "shape", "watches", "zone", "mount", "direction",
    "angle", "height", "manufacturer", "model", "software", "capabilities", "installed_on", "removed_on",
    "observed_on", "last_confirmed_on", "status", "external_ref", "tags", "version",
)  # fmt: skip
ROW = (
    "id",
    "longitude",
    "latitude",
    "changed_at",
    "dataset__slug",
    "dataset__licence",
    "dataset__attribution",
)

Feature = dict[str, Any]


def feature(row: tuple[Any, ...]) -> Feature:
    """One row of `ROW + PROPERTIES` as a Feature; days as ISO text, never times."""
    camera_id, lon, lat, changed_at, dataset, licence, attribution, *values = row
    properties = {name: _plain(value) for name, value in zip(PROPERTIES, values, strict=True)}
    properties["changed_on"] = changed_at.date().isoformat()
    properties |= {"dataset": dataset, "licence": licence, "attribution": attribution}
    return {
        "type": "Feature",
        "id": camera_id,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": properties,
    }


def features(cameras: CameraQuerySet, *, after: int = 0, skip: int = 0, count: int) -> list[Feature]:
    """The next `count` cameras by id, behind `skip` of them."""
    rows = cameras.after(after).values_list(*ROW, *PROPERTIES)[skip : skip + count]
    return [feature(row) for row in rows]


def walk(cameras: CameraQuerySet, *, step: int = 1000) -> Iterator[list[Feature]]:
    """All cameras in lists of `step`, each its own query: memory stays the same for any number of rows, and
    no transaction stays open (under SQLite one would block every writer)."""
    last = 0
    while found := features(cameras, after=last, count=step):
        yield found
        last = found[-1]["id"]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
