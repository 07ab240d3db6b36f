"""Import of area boundaries from GeoJSON, identified by official code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from django.core.exceptions import ValidationError

from areas.geometry import InvalidOutline, as_geojson, bounds_of, read_outline
from areas.models import Area, Edition

PROPERTIES = (
    "code",
    "country",
    "name",
    "level",
    "parent",
    "population",
    "population_year",
    "source",
    "licence",
)
_WGS84_NAMES = ("CRS84", "EPSG::4326", "EPSG:4326")


class UnreadableOutlines(Exception):
    """The file has no boundaries; the message names the cause."""


@dataclass(frozen=True)
class PropertyMapping:
    """How properties of the file map to PROPERTIES. `names`: the file's name where it differs; `constants`:
    values common to all areas of the file, such as level and source."""

    names: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)

    def value(self, properties: Mapping[str, object], name: str) -> object:
        text = properties.get(self.names.get(name, name))
        return self.constants.get(name, "") if text in (None, "") else text


@dataclass(frozen=True)
class Outline:
    """Values of an area from a feature; `parent` is a code."""

    code: str
    parent: str
    values: Mapping[str, Any]


OutlineRow = tuple[str, Outline | InvalidOutline]


def read_outlines(path: Path, mapping: PropertyMapping) -> Iterator[OutlineRow]:
    """`(where, outline or error)` for each feature. Raises UnreadableOutlines before the first."""
    try:
        document = orjson.loads(path.read_bytes())
    except OSError as error:
        raise UnreadableOutlines(f"{path} cannot be opened: {error.strerror}.") from error
    except orjson.JSONDecodeError as error:
        raise UnreadableOutlines(f"{path.name} is no JSON, or cut off ({error}).") from error
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not features:
        raise UnreadableOutlines(f"{path.name} is no GeoJSON FeatureCollection with features.")
    system = orjson.dumps(document.get("crs")).decode()
    if system != "null" and not any(name in system for name in _WGS84_NAMES):
        raise UnreadableOutlines(f"{path.name} is in another reference system than WGS 84: {system[:100]}.")
    return _rows(features, mapping)


def _rows(features: list[object], mapping: PropertyMapping) -> Iterator[OutlineRow]:
    seen: set[str] = set()
    for number, feature in enumerate(features, start=1):
        where = f"feature {number}"
        try:
            outline = _outline(feature, mapping)
            if outline.code in seen:
                raise InvalidOutline(f"{outline.code} is repeated; the first one is kept.")
        except InvalidOutline as refusal:
            yield where, refusal.with_traceback(None)
            continue
        seen.add(outline.code)
        yield f"{where} ({outline.code})", outline


def _outline(feature: object, mapping: PropertyMapping) -> Outline:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        raise InvalidOutline("A feature must be an object with geometry and properties.")
    properties = {name: mapping.value(feature["properties"], name) for name in PROPERTIES}
    country, code = (str(properties[name]).strip() for name in ("country", "code"))
    if country and code and code.partition("-")[0] != country:
        code = f"{country}-{code}"
    shape = read_outline(feature.get("geometry"))
    values = {name: str(properties[name]).strip() for name in ("name", "level", "source", "licence")}
    numbers = {name: _number(name, properties[name]) for name in ("population", "population_year")}
    bounds = bounds_of(shape)._asdict()
    return Outline(
        code, str(properties["parent"]).strip(), {**values, **numbers, **bounds, "polygon": as_geojson(shape)}
    )


def _number(name: str, value: object) -> int | None:
    if value == "":
        return None
    text = str(value).strip().removesuffix(".0")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InvalidOutline(f"The {name} must be a whole number, not \u201c{text[:40]}\u201d.")
    return int(text)


def store(outline: Outline) -> tuple[Area, set[str]]:
    """Create or update an area; returns it and the names of the changed fields ("code" for a new one).

    Raises InvalidOutline. The caller reassigns the cameras in the same transaction.
    """
    parent = Area.objects.filter(code=outline.parent).first() if outline.parent else None
    if outline.parent and not parent:
        raise InvalidOutline(f"Its parent {outline.parent} is not known yet: import it first.")
    area = Area.objects.filter(code=outline.code).first() or Area(code=outline.code)
    values = {**outline.values, "parent": parent}
    changed = {name for name, value in values.items() if getattr(area, name) != value}
    if area._state.adding:
        changed.add("code")
    for name, value in values.items():
        setattr(area, name, value)
    try:
        area.full_clean(validate_unique=False)
    except ValidationError as error:
        message = "; ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
        raise InvalidOutline(message) from error
    if changed:
        area.save()
    if geometry_changed(changed):
        Edition.renew()
    return area, changed


def geometry_changed(changed: set[str]) -> bool:
    """Whether the area is new or its polygon changed."""
    return bool(changed & {"code", "polygon"})
