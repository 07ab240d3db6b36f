"""The published fields of a camera: name, kind, meaning, OpenStreetMap keys.

One table for everything that tells a reader what a column is: the /data page, the JSON Schema of the API, the
Table Schema of a snapshot, the columns of CSV, GeoParquet and FlatGeobuf. The order is that of the properties
of a Feature (cameras/geojson.py).
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cameras.models import Camera


class Kind(StrEnum):
    """How a value is written in JSON. A day is text such as 2026-11-22, never a time."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DAY = "date"
    WORDS = "array"
    TAGS = "object"


@dataclass(frozen=True)
class Field:
    """`values`: the only words it takes, none when it is free. `osm`: the keys that it is read from."""

    name: str
    kind: Kind
    meaning: Promise
    osm: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


FIELDS = (
    Field(
        "ownership", Kind.TEXT, _("who runs it"), ("operator:type", "surveillance"),
        tuple(Camera.Ownership.values),
    ),
    Field(
        "ownership_basis", Kind.TEXT, _("how the owner is known"), (), tuple(Camera.OwnershipBasis.values)
    ),
    Field("operator", Kind.TEXT, _("name of who runs it"), ("operator",)),
    Field(
        "device", Kind.TEXT, _("kind of device"), ("surveillance:type",), tuple(Camera.Device.values)
    ),
    Field("shape", Kind.TEXT, _("what it looks like"), ("camera:type",), tuple(Camera.Shape.values)),
    Field("watches", Kind.TEXT, _("what it watches"), ("surveillance",), tuple(Camera.Watches.values)),
    Field("zone", Kind.TEXT, _("kind of place it watches"), ("surveillance:zone",)),
    Field("mount", Kind.TEXT, _("what it is fixed to"), ("camera:mount",)),
    Field(
        "direction", Kind.TEXT, _("degrees clockwise from north, ranges and lists, as the source wrote it"),
        ("camera:direction", "direction", "surveillance:direction"),
    ),
    Field("angle", Kind.INTEGER, _("angle of view in degrees"), ("camera:angle",)),
    Field("height", Kind.NUMBER, _("height above the ground in metres"), ("camera:height", "height")),
    Field("manufacturer", Kind.TEXT, _("who made it"), ("manufacturer", "brand")),
    Field("model", Kind.TEXT, _("its model"), ("model",)),
    Field("software", Kind.TEXT, _("the analysis that runs on it"), ("software",)),
    Field(
        "capabilities", Kind.WORDS, _("what it can do besides looking"),
        ("camera:features", "surveillance:type"),
    ),
    Field("installed_on", Kind.DAY, _("day it was put up"), ("start_date",)),
    Field("removed_on", Kind.DAY, _("day it was found gone"), ("end_date",)),
    Field("observed_on", Kind.DAY, _("last day somebody saw it"), ("check_date", "survey:date")),
    Field("last_confirmed_on", Kind.DAY, _("last day somebody confirmed it here")),
    Field("status", Kind.TEXT, _("active, or removed"), (), ("active", "removed")),
    Field("external_ref", Kind.TEXT, _("its id in the source")),
    Field("tags", Kind.TAGS, _("every tag of the source, as it was")),
    Field("version", Kind.INTEGER, _("1, and one more for each change here")),
    Field("sources", Kind.WORDS, _("every source that lists it, the one that is followed first")),
    Field("changed_on", Kind.DAY, _("day of the last change here")),
    Field("dataset", Kind.TEXT, _("short name of its source")),
    Field("licence", Kind.TEXT, _("licence of its source, as an SPDX identifier")),
    Field("attribution", Kind.TEXT, _("whom to name when you publish it")),
)  # fmt: skip
