"""OpenStreetMap tags into our own words. Pure: no database, no network, no clock.

A word that is in no table of cameras/vocabulary.py leaves its field unknown and stays readable in `tags`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from cameras import lifecycle
from cameras.direction import choose_direction
from cameras.lifecycle import words
from cameras.persons import is_personal, without_control, without_persons
from cameras.record import CameraRecord, Refused
from cameras.vocabulary import (
    CAPABILITIES,
    DEVICES,
    INFERRED_OWNERS,
    KEYS,
    MOUNTS,
    SHAPES,
    STATED_OWNERS,
    WATCHES,
    ZONES,
)

# What a record says when no tag tells the field.
_SILENT = {field: getattr(CameraRecord("", 0, 0), field) for field in KEYS}
KINDS = frozenset({"node", "way", "relation"})
# As OpenStreetMap limits its values, and as wide as our columns.
LONGEST = 255

# The keys that describe() reads: those of _classes in its order, and the rest by how often they occur.
_CLASSES = (
    "surveillance", "surveillance:type", "operator:type", "camera:type", "surveillance:zone", "camera:mount",
    "camera:features",
)  # fmt: skip
_MEASURES = frozenset({*KEYS["direction"], *KEYS["angle"], *KEYS["height"]})
_RARE_FIELDS = ("manufacturer", "model", "software", "installed_on", "removed_on", "observed_on")
_RARE = frozenset(key for field in _RARE_FIELDS for key in KEYS[field])

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
    fields = dict(_classes(*[tags.get(key, "") for key in _CLASSES]), operator=_text(tags, "operator"))
    # Half of all objects have none of the first, nearly all none of the second.
    if not _MEASURES.isdisjoint(tags):
        # Where both are given, height is the size of the thing itself: one real dome has 9 and 0.5.
        height = _height(tags.get("camera:height", "")) or _height(tags.get("height", ""))
        direction = choose_direction(tags)[:LONGEST]
        fields.update(direction=direction, angle=_angle(tags.get("camera:angle", "")), height=height)
    if not _RARE.isdisjoint(tags):
        fields.update(
            manufacturer=_text(tags, *KEYS["manufacturer"]),
            model=_text(tags, *KEYS["model"]),
            software=_text(tags, *KEYS["software"]),
            installed_on=_day(tags.get("start_date", "")),
            removed_on=lifecycle.last_day(tags.get("end_date", "")),
            observed_on=_latest(tags.get("check_date", ""), tags.get("survey:date", "")),
        )
    if not lifecycle.KEYS.isdisjoint(tags):
        fields["gone"] = lifecycle.is_gone(tags)
    return fields


@lru_cache(4 * _REMEMBERED)
def _classes(
    watches: str, kind: str, owner: str, shape: str, zone: str, mount: str, features: str
) -> dict[str, Any]:
    """What the usual words say; the same few thousand sets of them come again and again."""
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


def tags_of(fields: Mapping[str, Any], tags: Mapping[str, object]) -> dict[str, str]:
    """The tags from which describe() reads these fields: the source's, but where those say something else.

    An owner whom nobody stated is not written down; whoever reads the tags infers one again.
    """
    kept = clean_tags(tags)
    if not names_surveillance(kept.get("man_made", "")):
        kept["man_made"] = "surveillance"
    told = {**_SILENT, **describe(kept)}
    for field, keys in KEYS.items():
        value = fields[field] or _SILENT[field]
        if field == "ownership" and fields["ownership_basis"] != "stated":
            value = told[field] if told["ownership_basis"] != "stated" else _SILENT[field]
        if value == told[field]:
            continue
        for key in keys:
            kept.pop(key, None)
        if value != _SILENT[field] or field == "device":
            kept[keys[0]] = _written(value)
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
    said = [word for word in words(kind) if DEVICES.get(word) == "plate_reader"]
    said.extend(words(features))
    return tuple(sorted({CAPABILITIES[word] for word in said if word in CAPABILITIES}))


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
    return " ".join(text.split())[:LONGEST]


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
