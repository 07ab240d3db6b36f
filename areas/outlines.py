"""Boundaries of a GeoJSON file into areas, known by their official code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from django.core.exceptions import ValidationError

from areas.geometry import BadOutline, as_geojson, box_of, read_outline
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
_DEGREES = ("CRS84", "EPSG::4326", "EPSG:4326")


class UnreadableOutlines(Exception):
    """A file without boundaries; the message says what was found."""


@dataclass(frozen=True)
class Reading:
    """`names`: the property that holds each of PROPERTIES, where it is called otherwise. `constants`: what is
    the same for all areas of the file, such as the level and the source."""

    names: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)

    def value(self, properties: Mapping[str, object], name: str) -> object:
        found = properties.get(self.names.get(name, name))
        return self.constants.get(name, "") if found in (None, "") else found


@dataclass(frozen=True)
class Outline:
    """What a feature says of an area; `parent` is a code."""

    code: str
    parent: str
    values: Mapping[str, Any]


Row = tuple[str, Outline | BadOutline]


def read(path: Path, reading: Reading) -> Iterator[Row]:
    """`(where, outline or refusal)` for each feature. Raises UnreadableOutlines before the first."""
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
    if system != "null" and not any(name in system for name in _DEGREES):
        raise UnreadableOutlines(f"{path.name} is in another reference system than WGS 84: {system[:100]}.")
    return _rows(features, reading)


def _rows(features: list[object], reading: Reading) -> Iterator[Row]:
    seen: set[str] = set()
    for number, feature in enumerate(features, start=1):
        where = f"feature {number}"
        try:
            outline = _outline(feature, reading)
            if outline.code in seen:
                raise BadOutline(f"{outline.code} stood above; the first one is kept.")
        except BadOutline as refusal:
            yield where, refusal.with_traceback(None)
            continue
        seen.add(outline.code)
        yield f"{where} ({outline.code})", outline


def _outline(feature: object, reading: Reading) -> Outline:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        raise BadOutline("A feature must be an object with geometry and properties.")
    said = {name: reading.value(feature["properties"], name) for name in PROPERTIES}
    country, code = (str(said[name]).strip() for name in ("country", "code"))
    if country and code and code.partition("-")[0] != country:
        code = f"{country}-{code}"
    shape = read_outline(feature.get("geometry"))
    values = {name: str(said[name]).strip() for name in ("name", "level", "source", "licence")}
    numbers = {name: _number(name, said[name]) for name in ("population", "population_year")}
    box = box_of(shape)._asdict()
    return Outline(
        code, str(said["parent"]).strip(), {**values, **numbers, **box, "polygon": as_geojson(shape)}
    )


def _number(name: str, value: object) -> int | None:
    if value == "":
        return None
    text = str(value).strip().removesuffix(".0")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadOutline(f"The {name} must be a whole number, not \u201c{text[:40]}\u201d.")
    return int(text)


def store(outline: Outline) -> tuple[Area, set[str]]:
    """Write an area; returns it and the fields that are other than before ("code" for a new one).

    Raises BadOutline. Which cameras stand in it is for the caller to find out, in the same transaction.
    """
    parent = Area.objects.filter(code=outline.parent).first() if outline.parent else None
    if outline.parent and not parent:
        raise BadOutline(f"Its parent {outline.parent} is not known yet: import it first.")
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
        told = "; ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())
        raise BadOutline(told) from error
    if changed:
        area.save()
    if moved(changed):
        Edition.renew()
    return area, changed


def moved(changed: set[str]) -> bool:
    """Did its ground come or change?"""
    return bool(changed & {"code", "polygon"})
