"""The lines of "All details" on a camera's page: every field of the table that has a label and a value."""

from typing import Any

from django.utils.formats import date_format, localize
from django.utils.translation import gettext

from cameras.models import Camera
from cameras.osm.fields import FIELDS, Field, Kind

NOTHING: tuple[Any, ...] = (None, "", [], {})


def details(camera: Camera) -> list[tuple[str, str]]:
    """Label and text of each, in the reader's language."""
    values = [(field, getattr(camera, field.name)) for field in FIELDS if field.label]
    return [
        (gettext(field.label), _text(camera, field, value)) for field, value in values if value not in NOTHING
    ]


def _text(camera: Camera, field: Field, value: Any) -> str:
    if field.values:
        return str(getattr(camera, f"get_{field.name}_display")())
    if field.kind is Kind.DAY:
        return date_format(value)
    if field.kind is Kind.WORDS:
        return ", ".join(value)
    space = "" if field.unit == "°" else " "
    return f"{localize(value)}{space}{field.unit}".rstrip()
