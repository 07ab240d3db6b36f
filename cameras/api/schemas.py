"""The columns of each collection as JSON Schema.

`describedby` leads to the schema of a whole Feature, where GDAL finds the types of columns that are null in
the first page; the flat one is that of Part 5 (https://docs.ogc.org/DRAFTS/23-058r1.html), which QGIS reads.
"""

from typing import Any

from areas.models import Area
from cameras.fields import FIELDS, Field, Kind

DRAFT = "https://json-schema.org/draft/2020-12/schema"
NULLABLE = {
    "angle",
    "height",
    "installed_on",
    "removed_on",
    "observed_on",
    "last_confirmed_on",
    "external_ref",
}
FORMS: dict[Kind, dict[str, Any]] = {
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.WORDS: {"type": "array", "items": {"type": "string"}},
}

Schema = dict[str, Any]


def of_camera() -> dict[str, Schema]:
    """The properties of a camera."""
    return {field.name: _of_field(field) for field in FIELDS}


def _of_field(field: Field) -> Schema:
    schema = {**FORMS.get(field.kind, {"type": str(field.kind)}), "description": str(field.meaning)}
    if field.name in NULLABLE:
        schema["type"] = [schema["type"], "null"]
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
        "population": {"type": ["integer", "null"]},
        "population_year": {"type": ["integer", "null"]},
        "source": text,
        "licence": {**text, "description": "SPDX identifier"},
        "parent": {"type": ["string", "null"], "description": "code of the area that it lies in"},
    }


def feature_schema(title: str, geometry: str, identity: Schema, properties: dict[str, Schema]) -> Schema:
    """A GeoJSON Feature; what may be unknown may be null."""
    return {
        "$schema": DRAFT,
        "title": title,
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"const": "Feature"},
            "id": identity,
            "geometry": {"type": "object", "title": geometry},
            "properties": {"type": "object", "properties": properties, "required": list(properties)},
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
