"""The one table of a camera's fields. Pure: no Django; texts are msgids, whoever shows them translates them.

From it come the record of an import (record.py), the OpenStreetMap keys read and written (tags.py), what a
revision holds (registry/revisions.py), the published properties, columns and schemas (publishing/, api/), the
filters of a query (filters.py), what a report can propose (reports/intake/reportable_fields.py), the details
on a camera's page (map/details.py) and the tables of /data and docs/data.md. The model Camera is written by
hand; test_fields.py compares it with this. docs/howto/add-a-field.md: how to add one.
"""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from typing import Any

from cameras.osm.direction import DIRECTION_KEYS


def _(text: str) -> str:
    """Marks a text for the catalogues, as gettext_noop does."""
    return text


class Kind(StrEnum):
    """How a value is written in JSON. A day is text such as 2026-11-22, never a time."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DAY = "date"
    WORDS = "array"
    TAGS = "object"


_EMPTY: dict[Kind, Any] = {Kind.TEXT: "", Kind.WORDS: [], Kind.TAGS: {}}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a camera.

    `keys`: the OpenStreetMap keys that state it, in the order they are read; `written`: the one to write, the
    first when empty. `implied_by`: keys of other fields that tell it too. `values`: the only words it takes,
    none when it is free; `default`: the word that means "not known". `label`: its line among the details of
    a camera's page, "" when it has none.
    """

    name: str
    kind: Kind
    meaning: str = ""
    _: KW_ONLY
    label: str = ""
    unit: str = ""
    keys: tuple[str, ...] = ()
    written: str = ""
    implied_by: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    default: str = ""
    nullable: bool = False
    recorded: bool = True  # a column of the camera that its revisions hold
    published: bool = True
    reportable: bool = False
    filterable: bool = False

    @property
    def blank(self) -> Any:
        """Its value when nothing is known; None also for what is always known."""
        return None if self.nullable else self.default or _EMPTY.get(self.kind)

    @property
    def osm(self) -> tuple[str, ...]:
        """Every OpenStreetMap key that it is read from."""
        return (*self.keys, *self.implied_by)

    @property
    def key(self) -> str:
        """The OpenStreetMap key to write."""
        return self.written or self.keys[0]


FIELDS = (
    # Published as the geometry.
    Field("latitude", Kind.NUMBER, unit="°", published=False),
    Field("longitude", Kind.NUMBER, unit="°", published=False),
    Field(
        "ownership", Kind.TEXT, _("who runs it"), keys=("operator:type",), implied_by=("surveillance",),
        values=("public", "private", "unknown"), default="unknown", reportable=True, filterable=True,
    ),
    Field(
        "ownership_basis", Kind.TEXT, _("how the owner is known"),
        implied_by=("operator:type", "surveillance"), values=("stated", "inferred", "none"), default="none",
    ),
    Field(
        "operator", Kind.TEXT, _("name of who runs it"), keys=("operator",), reportable=True, filterable=True,
    ),
    Field(
        "device", Kind.TEXT, _("kind of device"), label=_("Device"), keys=("surveillance:type",),
        values=("camera", "plate_reader", "microphone", "gunshot_detector", "other"), default="camera",
        reportable=True, filterable=True,
    ),
    Field(
        "shape", Kind.TEXT, _("what it looks like"), keys=("camera:type",),
        values=("fixed", "dome", "panning", "panorama", "doorbell", "unknown"), default="unknown",
        reportable=True, filterable=True,
    ),
    Field(
        "watches", Kind.TEXT, _("what it watches"), keys=("surveillance",),
        values=("public", "outdoor", "indoor", "traffic", "unknown"), default="unknown",
    ),
    Field(
        "zone", Kind.TEXT, _("kind of place it watches"), keys=("surveillance:zone",), filterable=True,
    ),
    Field("mount", Kind.TEXT, _("what it is fixed to"), keys=("camera:mount",), reportable=True),
    Field(
        "direction", Kind.TEXT, _("degrees clockwise from north, ranges and lists, as the source wrote it"),
        label=_("Direction as written"), keys=DIRECTION_KEYS, reportable=True,
    ),
    Field(
        "angle", Kind.INTEGER, _("angle of view in degrees"), label=_("Angle of view"), unit="°",
        keys=("camera:angle",), nullable=True,
    ),
    # Where both are given, height is the size of the thing itself: one real dome has 9 and 0.5.
    Field(
        "height", Kind.NUMBER, _("height above the ground in metres"), label=_("Height"), unit="m",
        keys=("camera:height", "height"), written="height", nullable=True,
    ),
    Field(
        "manufacturer", Kind.TEXT, _("who made it"), label=_("Manufacturer"),
        keys=("manufacturer", "brand", "camera:manufacturer", "surveillance:manufacturer"),
    ),
    Field(
        "model", Kind.TEXT, _("its model"), label=_("Model"),
        keys=("model", "camera:model", "surveillance:model"),
    ),
    Field(
        "software", Kind.TEXT, _("the analysis that runs on it"), label=_("Software"),
        keys=("software", "camera:software", "surveillance:software"),
    ),
    Field(
        "capabilities", Kind.WORDS, _("what it can do besides looking"), keys=("camera:features",),
        implied_by=("surveillance:type",), reportable=True,
    ),
    Field(
        "installed_on", Kind.DAY, _("day it was put up"), label=_("Installed"), keys=("start_date",),
        nullable=True,
    ),
    Field("removed_on", Kind.DAY, _("day it was found gone"), keys=("end_date",), nullable=True),
    Field(
        "observed_on", Kind.DAY, _("last day somebody saw it"), label=_("Seen on"),
        keys=("check_date", "survey:date"), nullable=True,
    ),
    Field("last_confirmed_on", Kind.DAY, _("last day somebody confirmed it here"), nullable=True),
    Field(
        "status", Kind.TEXT, _("active, or removed"), values=("active", "removed"), default="active"
    ),
    Field("merged_into_id", Kind.INTEGER, nullable=True, published=False),
    Field(
        "external_ref", Kind.TEXT, _("its id in the source"), label=_("Reference at the source"),
        nullable=True,
    ),
    Field("dataset_id", Kind.INTEGER, published=False),
    Field("tags", Kind.TAGS, _("every tag of the source, as it was")),
    Field("version", Kind.INTEGER, _("1, and one more for each change here"), recorded=False),
    # null in a camera that one dataset alone lists.
    Field(
        "sources", Kind.WORDS, _("every source that lists it, the one that is followed first"), recorded=False
    ),
    Field("changed_on", Kind.DAY, _("day of the last change here"), recorded=False),
    Field("dataset", Kind.TEXT, _("short name of its source"), recorded=False),
    Field("licence", Kind.TEXT, _("licence of its source, as an SPDX identifier"), recorded=False),
    Field("attribution", Kind.TEXT, _("whom to name when you publish it"), recorded=False),
)  # fmt: skip
BY_NAME = {field.name: field for field in FIELDS}
RECORDED = tuple(field for field in FIELDS if field.recorded)
PUBLISHED = tuple(field for field in FIELDS if field.published)
REPORTABLE = tuple(field for field in FIELDS if field.reportable)
FILTERABLE = tuple(field for field in FIELDS if field.filterable)
# What OpenStreetMap tags say of a camera, and those of them that have a tag of their own to write.
FROM_TAGS = tuple(field for field in FIELDS if field.osm)
TAGGED = tuple(field for field in FIELDS if field.keys)


def blank_values(fields: tuple[Field, ...]) -> dict[str, Any]:
    """Each field as it is when nothing is known. Read only: the lists in it are shared."""
    return {field.name: field.blank for field in fields}


def read_stored(stored: Mapping[str, Any], blank: Mapping[str, Any]) -> dict[str, Any]:
    """Values that any version of this code wrote, in the fields of this one and in their order.

    A field that was not there yet is blank; a name that only a newer version knows is left out.
    """
    return {name: stored.get(name, empty) for name, empty in blank.items()}
