"""OpenStreetMap tags into our own words. Pure: no database, no network, no clock.

A word that is in no table of cameras/osm/vocabulary.py leaves its field unknown and stays readable in `tags`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from cameras.osm import lifecycle
from cameras.osm.direction import choose_direction
from cameras.osm.fields import FROM_TAGS, TAGGED, Field, Kind
from cameras.osm.lifecycle import words
from cameras.osm.personal_data import is_personal, without_control, without_persons
from cameras.osm.record import CameraRecord, Refused
from cameras.osm.vocabulary import (
    CAPABILITIES,
    DEVICES,
    INFERRED_OWNERS,
    MOUNTS,
    SHAPES,
    STATED_OWNERS,
    WATCHES,
    ZONES,
)
from cameras.text import normalise

KINDS = frozenset({"node", "way", "relation"})
# As OpenStreetMap limits its values, and as wide as our columns.
LONGEST = 255

# A record of which no tag says anything.
_BLANK = {field.name: getattr(CameraRecord("", 0, 0), field.name) for field in FROM_TAGS}
# The keys that _classify() reads, in its order.
_CLASSES = (
    "surveillance", "surveillance:type", "operator:type", "camera:type", "surveillance:zone", "camera:mount",
    "camera:features",
)  # fmt: skip
# Every other key, and the field that it is read into.
_FIELD_OF = {key: field for field in TAGGED for key in field.keys if key not in _CLASSES}

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_METRES = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*(?:m|metres?|meters?)?")
_FEET = re.compile(r"""([0-9]+(?:[.,][0-9]+)?)\s*(?:'|ft|feet)\s*(?:([0-9]+)\s*(?:"|in))?""")
_DEGREES = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*[°º]?")
_FOOT = 0.3048
# Keys and values repeat by the thousand: remembering them reads a row in 25 microseconds instead of 45.
_REMEMBERED = 4096
_TALLEST = 1000


def read_element(
    kind: object,
    osm_id: object,
    lat: object,
    lon: object,
    tags: Mapping[str, object],
    complete: Callable[[Mapping[str, str]], Mapping[str, str]] | None = None,
    edition: tuple[int | None, datetime | None] = (None, None),
) -> CameraRecord:
    """Turn one OSM object (position in degrees) into a record; raise Refused when it is no camera.

    `complete` gives the tags to read instead of the object's own, which are kept in any case; `edition` is
    the version of the object and its time.
    """
    if str(kind) not in KINDS or not isinstance(osm_id, int) or isinstance(osm_id, bool) or osm_id <= 0:
        name = f"{kind} {osm_id}"[:40]
        raise Refused("bad_element", f"\u201c{name}\u201d does not name an OpenStreetMap object.")
    kept = clean_tags(tags)
    if why := lifecycle.why_no_camera(kept):
        raise Refused("not_a_camera", why)
    latitude, longitude = read_position(lat, lon)
    fields = describe(complete(kept) if complete else kept)
    version, timestamp = edition
    return CameraRecord(
        f"osm:{kind}/{osm_id}",
        latitude,
        longitude,
        **fields,
        version=version,
        timestamp=timestamp,
        tags=kept,
    )


def describe(tags: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a record that tags tell; raise Refused when they tell of a person."""
    fields = dict(_classify(*[tags.get(key, "") for key in _CLASSES]))
    # Half of all objects have none of these keys, nearly all the others one or two.
    for field in {_FIELD_OF[key] for key in _FIELD_OF.keys() & tags.keys()}:
        fields[field.name] = _read_field(field, tags)
    if not lifecycle.KEYS.isdisjoint(tags):
        fields["gone"] = lifecycle.is_gone(tags)
    return fields


@lru_cache(4 * _REMEMBERED)
def _classify(
    watches: str, kind: str, owner: str, shape: str, zone: str, mount: str, features: str
) -> dict[str, Any]:
    """The fields of the usual words; the same few thousand sets of them come again and again."""
    if set(words(kind)) == {"guard"}:
        raise Refused("guard", "The object is a person on guard, not a camera.")
    if not lifecycle.FAKE.isdisjoint((*words(kind), *words(shape), *words(watches))):
        raise Refused("not_a_camera", "The object is the dummy of a camera.")
    ownership, basis = _ownership(owner, watches)
    return {
        "ownership": ownership,
        "ownership_basis": basis,
        "device": _first(DEVICES, kind) or ("other" if words(kind) else "camera"),
        "shape": _first(SHAPES, shape) or "unknown",
        "watches": _first(WATCHES, watches) or "unknown",
        "zone": _named(ZONES, _line(zone)),
        "mount": _named(MOUNTS, _line(mount)),
        "capabilities": _capabilities(kind, features),
    }


def _read_field(field: Field, tags: Mapping[str, str]) -> Any:
    """The first readable value of the field's keys; of days the last one."""
    if field.name == "direction":
        return choose_direction(tags)[:LONGEST]
    if field.name == "removed_on":
        return lifecycle.last_day(tags["end_date"])
    if field.kind is Kind.TEXT:
        return _text(tags, *field.keys)
    texts = [tags.get(key, "") for key in field.keys]
    if field.kind is Kind.DAY:
        return _latest(*texts)
    return next(filter(None, map(_MEASURES[field.unit], texts)), None)


def tags_of(fields: Mapping[str, Any], tags: Mapping[str, object]) -> dict[str, str]:
    """The tags from which describe() reads these fields: the source's, but where those say something else.

    An owner whom nobody stated is not written down; whoever reads the tags infers one again.
    """
    kept = clean_tags(tags)
    if not names_surveillance(kept.get("man_made", "")):
        kept["man_made"] = "surveillance"
    current = {**_BLANK, **describe(kept)}
    for field in TAGGED:
        name, blank = field.name, _BLANK[field.name]
        value = fields[name] or blank
        if name == "ownership" and fields["ownership_basis"] != "stated":
            value = current[name] if current["ownership_basis"] != "stated" else blank
        if value == current[name]:
            continue
        for key in field.keys:
            kept.pop(key, None)
        if value != blank or name == "device":
            kept[field.key] = _written(value)
    return kept


def _written(value: Any) -> str:
    if isinstance(value, tuple | list):
        return ";".join(value)
    if isinstance(value, float):
        return f"{value:g}"
    return "ALPR" if value == "plate_reader" else str(value)


def clean_tags(tags: Mapping[str, object]) -> dict[str, str]:
    """Keep every tag verbatim but those about a person; control characters go, newlines stay."""
    kept = {}
    for key, value in tags.items():
        text = value if type(value) is str else str(without_persons(value))
        if value is not None and (name := _public(key)):
            kept[name] = without_control(text)
    return kept


@lru_cache(_REMEMBERED)
def _public(key: str) -> str:
    """The key without control characters; empty when it is personal."""
    return "" if is_personal(key) else without_control(key)


def names_surveillance(man_made: str) -> bool:
    """Say whether a man_made value, perhaps a list such as `mast;surveillance`, means a camera."""
    return "surveillance" in words(man_made)


def read_position(lat: object, lon: object) -> tuple[float, float]:
    """Check a position and round it to 7 decimals, about 1 cm."""
    if lat is None or lon is None:
        raise Refused("no_position", "The object has no position; ways and relations need their centre.")
    latitude, longitude = _degrees(lat), _degrees(lon)
    if abs(latitude) > 90 and abs(latitude) <= 180 and abs(longitude) <= 90:
        raise Refused(
            "swapped",
            f"There is no latitude {latitude:g}; exchanged with {longitude:g} it would be a longitude.",
        )
    if abs(latitude) > 90:
        raise Refused("latitude_out_of_range", f"There is no latitude {latitude:g}: they end at 90.")
    if abs(longitude) > 180:
        raise Refused("longitude_out_of_range", f"There is no longitude {longitude:g}: they end at 180.")
    # Adding zero turns -0.0 into 0.0.
    latitude, longitude = round(latitude, 7) + 0.0, round(longitude, 7) + 0.0
    if latitude == 0 and longitude == 0:
        raise Refused("null_island", "The object lies at 0, 0, where positions go that were never filled in.")
    return latitude, longitude


def _degrees(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9:
        return float(value)
    raise Refused("not_a_number", f"\u201c{str(value)[:40]}\u201d is no number of degrees.")


def _ownership(owner: str, watches: str) -> tuple[str, str]:
    stated = _first(STATED_OWNERS, owner)
    if stated:
        return stated, "stated"
    inferred = _first(INFERRED_OWNERS, watches)
    return (inferred, "inferred") if inferred else ("unknown", "none")


def _capabilities(kind: str, features: str) -> tuple[str, ...]:
    listed = [word for word in words(kind) if DEVICES.get(word) == "plate_reader"]
    listed.extend(words(features))
    return tuple(sorted({CAPABILITIES[word] for word in listed if word in CAPABILITIES}))


def _first(table: Mapping[str, str], text: str) -> str:
    """Return the meaning of the first known word of a list value, or ""."""
    return next((table[word] for word in words(text) if word in table), "")


def _named(table: Mapping[str, str], text: str) -> str:
    """Replace the known words of a free text by their usual name and leave the others as they are."""
    parts = [part.strip() for part in text.split(";")]
    return ";".join(table.get("_".join(part.split()).casefold(), part) for part in parts if part)[:LONGEST]


def _text(tags: Mapping[str, str], *keys: str) -> str:
    """Return the first filled value on one line, cut to the width of a column."""
    for key in keys:
        if key in tags and (line := _line(tags[key])):
            return line
    return ""


def _line(text: str) -> str:
    return normalise(text)[:LONGEST].rstrip()


def _angle(text: str) -> int | None:
    match = _DEGREES.fullmatch(text.strip())
    degrees = round(float(match[1])) if match and len(text) < 20 else 0
    return degrees if 1 <= degrees <= 360 else None


def _height(text: str) -> float | None:
    """Read metres (`8`, `8 m`) or feet (`12'`, `12'6"`) as metres, to the centimetre."""
    text = text.strip().lower()
    if match := _METRES.fullmatch(text):
        metres = _decimal(match[1])
    elif match := _FEET.fullmatch(text):
        metres = _FOOT * (_decimal(match[1]) + int((match[2] or "0")[:4]) / 12)
    else:
        return None
    return round(metres, 2) if 0.005 < metres <= _TALLEST else None


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))


def _day(text: str) -> date | None:
    """Read a full ISO day; a year or a month alone is no day and stays in the tags."""
    if not _DAY.fullmatch(text.strip()):
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _latest(*texts: str) -> date | None:
    return max(filter(None, map(_day, texts)), default=None)


_MEASURES = {"°": _angle, "m": _height}
