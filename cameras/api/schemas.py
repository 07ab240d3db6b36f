"""The columns of each collection as JSON Schema.

`describedby` leads to the schema of a whole Feature, where GDAL finds the types of columns that are null in
the first page; the flat one is that of Part 5 (https://docs.ogc.org/DRAFTS/23-058r1.html), which QGIS reads.
GDAL 3.12 takes `type: [integer, null]` for text, so a type is one word, and what may be null is `nullable`.
"""

from typing import Any

from django.utils.translation import gettext

from areas.models import Area
from cameras.osm.fields import PUBLISHED, Field, Kind

DRAFT = "https://json-schema.org/draft/2020-12/schema"
FORMS: dict[Kind, dict[str, Any]] = {
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.WORDS: {"type": "array", "items": {"type": "string"}},
}

Schema = dict[str, Any]


def of_camera() -> dict[str, Schema]:
    """The properties of a camera."""
    return {field.name: _of_field(field) for field in PUBLISHED}


def _of_field(field: Field) -> Schema:
    schema = {**FORMS.get(field.kind, {"type": str(field.kind)}), "description": gettext(field.meaning)}
    if field.nullable:
        schema["nullable"] = True
    if field.recorded:
        schema["default"] = field.blank  # what a mirror writes into its older lines (script/mirror)
    if field.values:
        schema["enum"] = list(field.values)
    return schema


def of_area() -> dict[str, Schema]:
    """The properties of an area."""
    text = {"type": "string"}
    return {
        "code": {**text, "description": "official code, also its id"},
        "name": text,
        "level": {**text, "enum": list(Area.Level.values)},
        "population": {"type": "integer", "nullable": True},
        "population_year": {"type": "integer", "nullable": True},
        "source": text,
        "licence": {**text, "description": "SPDX identifier"},
        "parent": {"type": "string", "nullable": True, "description": "code of the area that it lies in"},
    }


def feature_schema(title: str, geometry: str, identity: Schema, properties: dict[str, Schema]) -> Schema:
    """A GeoJSON Feature. Days are plain text in it: GDAL would send every comparison with a day as
    `datetime`, observed_on >= '2020-01-01' too, and lose the cameras whose removed_on is older."""
    plain = {
        name: {key: value[key] for key in value if key != "format"} for name, value in properties.items()
    }
    return {
        "$schema": DRAFT,
        "title": title,
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"const": "Feature"},
            "id": identity,
            "geometry": {"type": "object", "title": geometry},
            "properties": {"type": "object", "properties": plain, "required": list(plain)},
        },
    }


def flat_schema(
    title: str, address: str, geometry: str, identity: Schema, properties: dict[str, Schema]
) -> Schema:
    """OGC API - Features Part 5: the properties beside the geometry and the id."""
    return {
        "$schema": DRAFT,
        "$id": address,
        "title": title,
        "type": "object",
        "properties": {
            "id": {**identity, "x-ogc-role": "id", "readOnly": True},
            "geometry": {"x-ogc-role": "primary-geometry", "format": geometry},
            **properties,
        },
    }
